import type { Value } from '@protocol/quiz.ts'
import type { HiddenQuestion, QuestionType, RightAnswer, ShownQuestion } from '@protocol/quiz-set.ts'
import type { Body } from '../../ui/friends.ts'

/** A question as a screen has it: with its answer once that is known. */
export type AnyQuestion = HiddenQuestion | ShownQuestion

/** Something to choose: its colour and shape, and the number people call it by. */
export interface Choice { id: string, text: string, look: Body, number: number }

/** How a choice looks when it can no longer be chosen. */
export type ChoiceLook = 'chosen' | 'dimmed' | 'right' | 'mine-wrong'

const looks = 6
export const lookOf = (index: number): Body => (index % looks + 1) as Body

/** What can be chosen, in the order of all screens; nothing for questions that are answered in writing. */
export function choicesOf ({ type, options = [] }: Pick<AnyQuestion, 'type' | 'options'>): Choice[] {
  if (type === 'ox') return [{ id: 'O', text: 'O', look: 2, number: 1 }, { id: 'X', text: 'X', look: 1, number: 2 }]
  return options.map(({ id, text }, index) => ({ id, text, look: lookOf(index), number: index + 1 }))
}

const longText = 20
const manyChoices = 5
/** Long or many choices stand below each other. */
export function columnsOf (choices: readonly Choice[]): 1 | 2 {
  return choices.length >= manyChoices || choices.some(({ text }) => [...text].length > longText) ? 1 : 2
}

/** How an answer of each type is given. */
export const wayOf = (type: QuestionType): 'choice' | 'writing' | 'order' => type === 'order' ? 'order' : type === 'short' || type === 'number' ? 'writing' : 'choice'

export const rightAnswerOf = (question: AnyQuestion): RightAnswer | undefined => 'answer' in question ? question.answer : undefined

/** Ids or texts in an answer. */
export function partsOf (value: Value | RightAnswer | undefined): string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  return [String(typeof value === 'object' ? value.value : value)]
}

/** How a choice looks after answering, and after the reveal. */
export function choiceLook (question: AnyQuestion, id: string, mine: Value | undefined): ChoiceLook {
  const isMine = partsOf(mine).includes(id)
  const right = rightAnswerOf(question)
  if (right === undefined || question.type === 'poll') return isMine ? 'chosen' : 'dimmed'
  if (partsOf(right).includes(id)) return 'right'
  return isMine ? 'mine-wrong' : 'dimmed'
}

const circledOne = 0x2460
/** ① and so on, as choices are called in Korean classes. */
export const circled = (number: number): string => String.fromCodePoint(circledOne + number - 1)

/** An answer in words: "① 광합성", "꽃 → 열매", "3.5 (±0.1)". */
export function answerText (question: AnyQuestion, value: Value | RightAnswer | undefined): string {
  const parts = partsOf(value)
  const choices = choicesOf(question)
  const textOf = (id: string): string => choices.find(choice => choice.id === id)?.text ?? id
  switch (question.type) {
    case 'ox': return parts.join('')
    case 'order': return parts.map(textOf).join(' → ')
    case 'short': return parts.join(', ')
    case 'number': return typeof value === 'object' && 'tolerance' in value && value.tolerance > 0 ? `${value.value} (±${value.tolerance})` : parts.join('')
    // Of many, their numbers are enough.
    case 'multiple': return choices.filter(({ id }) => parts.includes(id)).map(({ number }) => circled(number)).join(', ')
    default: return choices.filter(({ id }) => parts.includes(id)).map(({ number, text }) => `${circled(number)} ${text}`).join(', ')
  }
}
