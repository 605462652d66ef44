import type { Option, QuestionDraft, QuestionType, QuizSet } from '@protocol/quiz-set.ts'
import { numberIn } from '../quiz/numbers.ts'
import { moved } from '../quiz/order.ts'

/** In the order in which they are offered. */
export const questionTypes: readonly QuestionType[] = ['single', 'ox', 'multiple', 'short', 'order', 'number', 'poll']

/** Questions whose answers are chosen from options. */
export type Optioned = Extract<QuestionDraft, { options: unknown }>
export const hasOptions = (question: QuestionDraft): question is Optioned => 'options' in question

export const leastOptions = 2
/** As many as there are shapes. */
export const mostOptions = 6

/** An id that nothing in a list has yet. */
export function freeId (taken: ReadonlyArray<{ id: string }>, letter: string): string {
  const ids = new Set(taken.map(({ id }) => id))
  let number = taken.length + 1
  while (ids.has(`${letter}${number}`)) number++
  return `${letter}${number}`
}

/** A question of a type with nothing in it yet. */
export function emptyQuestion (type: QuestionType, id: string): QuestionDraft {
  return withType({ id, type: 'single', text: '', options: emptyOptions(), answer: 'o1' }, type)
}

const emptyOptions = (): Option[] => [1, 2, 3, 4].map(n => ({ id: `o${n}`, text: '' }))

/** The same question with answers of another type; options are kept as far as the type has some. */
export function withType (question: QuestionDraft, type: QuestionType): QuestionDraft {
  if (question.type === type) return question
  const { id, text, media, points, seconds, readSeconds } = question
  const common = { id, text, ...media && { media }, ...points !== undefined && { points }, ...seconds !== undefined && { seconds }, ...readSeconds !== undefined && { readSeconds } }
  const options = hasOptions(question) ? question.options : emptyOptions()
  const [first] = options
  const chosen = question.type === 'single' ? [question.answer] : question.type === 'multiple' ? question.answer : first ? [first.id] : []
  switch (type) {
    case 'ox': return { ...common, type, answer: 'O' }
    case 'single': return { ...common, type, options, answer: chosen[0] ?? '' }
    case 'multiple': return { ...common, type, options, answer: chosen }
    case 'short': return { ...common, type, answer: [''] }
    case 'order': return { ...common, type, options, answer: options.map(({ id }) => id) }
    case 'number': return { ...common, type, answer: { value: 0, tolerance: 0 } }
    case 'poll': return { ...common, type, options }
  }
}

export function withOption (question: Optioned): Optioned {
  const options = [...question.options, { id: freeId(question.options, 'o'), text: '' }]
  return withOptions(question, options)
}

export function withoutOption (question: Optioned, id: string): Optioned {
  return withOptions(question, question.options.filter(option => option.id !== id))
}

export function withOptionText (question: Optioned, id: string, text: string): Optioned {
  return withOptions(question, question.options.map(option => option.id === id ? { ...option, text } : option))
}

/** Other options; answers that are no longer there are taken back. */
function withOptions (question: Optioned, options: Option[]): Optioned {
  const is = (id: string): boolean => options.some(option => option.id === id)
  switch (question.type) {
    case 'single': return { ...question, options, answer: is(question.answer) ? question.answer : options[0]?.id ?? '' }
    case 'multiple': return { ...question, options, answer: question.answer.filter(is) }
    case 'order': {
      const kept = question.answer.filter(is)
      return { ...question, options, answer: [...kept, ...options.map(({ id }) => id).filter(id => !kept.includes(id))] }
    }
    case 'poll': return { ...question, options }
  }
}

/** The options of an ordering in their right order. */
export function inOrder (question: Extract<QuestionDraft, { type: 'order' }>): Option[] {
  return question.answer.flatMap(id => question.options.find(option => option.id === id) ?? [])
}

/** Whether two orders of ids are the same. */
const same = (a: readonly string[], b: readonly string[]): boolean => a.every((id, index) => id === b[index])

/** An ordering that is shown as it is to be would give itself away: it is turned by one. */
export function jumbled (question: Extract<QuestionDraft, { type: 'order' }>): Extract<QuestionDraft, { type: 'order' }> {
  if (!same(question.options.map(({ id }) => id), question.answer)) return question
  return { ...question, options: moved(question.options, 0, question.options.length - 1) }
}

export type Fault = 'text' | 'options' | 'sameOptions' | 'answer'

/** What is missing in a question before it can be asked. */
export function faultsIn (question: QuestionDraft): Fault[] {
  const faults: Fault[] = question.text.trim() === '' ? ['text'] : []
  if (hasOptions(question)) {
    const texts = question.options.map(({ text }) => text.trim())
    if (texts.includes('')) faults.push('options')
    else if (new Set(texts).size < texts.length) faults.push('sameOptions')
  }
  if (question.type === 'multiple' && question.answer.length === 0) faults.push('answer')
  if (question.type === 'short' && (question.answer.length === 0 || question.answer.some(text => text.trim() === ''))) faults.push('answer')
  if (question.type === 'number' && (!Number.isFinite(question.answer.value) || !(question.answer.tolerance >= 0))) faults.push('answer')
  return faults
}

/** Whether a set can be kept, and asked. */
export const isReady = ({ title, questions }: QuizSet): boolean => title.trim() !== '' && questions.length > 0 && questions.every(question => faultsIn(question).length === 0)

/** The texts that a short answer accepts, from a field with one in each line. */
export const acceptedIn = (text: string): string[] => text.split('\n').slice(0, 20).map(line => line.slice(0, 200))

/** A number from a field; NaN when it is none, which is a fault. */
export const valueIn = (text: string): number => numberIn(text) ?? NaN

export const replaced = (set: QuizSet, index: number, question: QuestionDraft): QuizSet => ({ ...set, questions: set.questions.with(index, question) })
export const inserted = (set: QuizSet, index: number, question: QuestionDraft): QuizSet => ({ ...set, questions: set.questions.toSpliced(index, 0, question) })
export const removed = (set: QuizSet, index: number): QuizSet => ({ ...set, questions: set.questions.toSpliced(index, 1) })
export const reordered = (set: QuizSet, from: number, to: number): QuizSet => ({ ...set, questions: moved(set.questions, from, to) })
export const copyOf = (set: QuizSet, question: QuestionDraft): QuestionDraft => ({ ...question, id: freeId(set.questions, 'q') })
