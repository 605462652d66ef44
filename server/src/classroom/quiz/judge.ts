import { type Value } from '../../../protocol/quiz.ts'
import { type Question } from '../../../protocol/quiz-set.ts'

const textLength = 200

/** The answer in the form in which answers are compared; undefined when it does not fit the question. */
export function fitValue (question: Question, value: unknown): Value | undefined {
  switch (question.type) {
    case 'ox': return value === 'O' || value === 'X' ? value : undefined
    case 'single':
    case 'poll': return question.options.find(({ id }) => id === value)?.id
    case 'multiple': {
      const chosen = idsOf(value, question.options)
      // In the order of the options, so that equal choices are equal.
      return chosen?.length ? question.options.flatMap(({ id }) => chosen.includes(id) ? [id] : []) : undefined
    }
    case 'order': {
      const chosen = idsOf(value, question.options)
      return chosen?.length === question.options.length ? chosen : undefined
    }
    case 'short': return typeof value === 'string' && fold(value) && [...value].length <= textLength ? value : undefined
    // Adding 0 turns -0 into 0, which JSON would do as well.
    case 'number': return typeof value === 'number' && Number.isFinite(value) ? value + 0 : undefined
  }
}

/** Ids of different options, or undefined when it is anything else. */
function idsOf (value: unknown, options: ReadonlyArray<{ id: string }>): string[] | undefined {
  if (!Array.isArray(value) || value.length > options.length || new Set(value).size !== value.length) return undefined
  const ids = value.filter((one): one is string => options.some(({ id }) => id === one))
  return ids.length === value.length ? ids : undefined
}

/** Text as it is compared: written differently, it may still be the same. */
export function fold (text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toUpperCase().toLowerCase()
}

/** null: a poll has no right answer. `value` fits the question. */
export function isRight (question: Question, value: Value): boolean | null {
  switch (question.type) {
    case 'poll': return null
    case 'ox':
    case 'single': return value === question.answer
    case 'multiple': return sameList([...value as string[]].sort(), question.answer.toSorted())
    case 'order': return sameList(value as string[], question.answer)
    case 'short': return question.answer.some((text) => fold(text) === fold(value as string))
    case 'number': return isNear(value as number, question.answer)
  }
}

const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((item, index) => item === b[index])

function isNear (value: number, { value: right, tolerance }: { value: number, tolerance: number }): boolean {
  // 1.1 is 0.1 away from 1, which binary fractions miss by a hair.
  const hair = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(right), tolerance)
  return Math.abs(value - right) <= tolerance + hair
}
