import { type QuestionType } from '../../../protocol/quiz-set.ts'

/** What the types of questions are called in tables. */
export const typeNames: Record<QuestionType, string> = {
  ox: 'OX', single: '객관식', multiple: '여러 개', short: '단답형', order: '순서', number: '숫자', poll: '투표'
}
