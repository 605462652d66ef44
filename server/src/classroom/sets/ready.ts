import { type Option, type Question, type QuestionDraft, type QuizSet, type ReadySet } from '../../../protocol/quiz-set.ts'

/** The set with its defaults filled in. Its faults were looked for before. */
export function readySet ({ questions, ...set }: QuizSet): ReadySet {
  return { ...set, questions: questions.map(readyQuestion) }
}

function readyQuestion (draft: QuestionDraft): Question {
  const question = { points: 1000, seconds: 20, readSeconds: 0, ...draft }
  // Options are shown as they are listed: a list in the right order would give the answer away.
  const isGivenAway = question.type === 'order' && question.options.every(({ id }, index) => id === question.answer[index])
  return isGivenAway ? { ...question, options: jumble(question.options) } : question
}

/** The options in an order that has nothing to do with the one they are in, and follows from their texts alone. */
export function jumble (options: readonly Option[]): Option[] {
  const jumbled = options.toSorted((a, b) => hash(a.text) - hash(b.text))
  const [first, ...rest] = jumbled
  return jumbled.every((option, index) => option === options[index]) ? [...rest, first!] : jumbled
}

/** FNV-1a over UTF-16 code units. */
function hash (text: string): number {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193) >>> 0
  return sum
}
