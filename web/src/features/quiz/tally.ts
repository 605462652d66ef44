import type { QuizTally } from '@protocol/quiz.ts'
import { type AnyQuestion, answerText, type Choice, choicesOf, partsOf, rightAnswerOf } from './answers.ts'

/** A bar of the tally: a choice, or something that was written. */
export interface TallyRow {
  key: string
  label: string
  /** What is written has no shape. */
  choice?: Choice
  count: number
  /** Of those who answered, from 0 to 1. */
  share: number
  right: boolean
}

const mostWritten = 6

/** Bars in the order of the choices; of what was written, the most frequent first, and the rest as a number of answers. */
export function tallyRows (question: AnyQuestion, tally: QuizTally | undefined, fold: (text: string) => string = foldText): { rows: TallyRow[], others: number } {
  const counts = tally?.counts ?? {}
  const answered = tally?.answered ?? 0
  const share = (count: number): number => answered > 0 ? count / answered : 0
  const right = partsOf(rightAnswerOf(question))
  const choices = question.type === 'order' ? [] : choicesOf(question)
  if (choices.length > 0) {
    const rows = choices.map(choice => {
      const count = counts[choice.id] ?? 0
      return { key: choice.id, label: choice.text, choice, count, share: share(count), right: right.includes(choice.id) }
    })
    return { rows, others: 0 }
  }
  const written = Object.entries(counts).sort(([, a], [, b]) => b - a).map(([key, count]) => {
    const label = question.type === 'order' ? answerText(question, key.split(',')) : key
    return { key, label, count, share: share(count), right: isRight(question, key, fold) }
  })
  return { rows: written.slice(0, mostWritten), others: Math.max(0, written.length - mostWritten) }
}

/** Share of right answers among those given; undefined where none is right, or none was given. */
export function accuracyOf (tally: QuizTally | undefined): number | undefined {
  return tally?.right === undefined || tally.answered === 0 ? undefined : tally.right / tally.answered
}

function isRight (question: AnyQuestion, key: string, fold: (text: string) => string): boolean {
  const answer = rightAnswerOf(question)
  if (answer === undefined) return false
  if (typeof answer === 'object' && 'tolerance' in answer) return Math.abs(Number(key) - answer.value) <= answer.tolerance + Number.EPSILON * 8 * Math.max(1, Math.abs(answer.value))
  if (question.type === 'order') return partsOf(answer).join(',') === key
  if (question.type === 'short') return partsOf(answer).some(text => fold(text) === fold(key))
  return partsOf(answer).includes(key)
}

/** Texts that count as equal look equal after this. */
const foldText = (text: string): string => text.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toUpperCase().toLowerCase()
