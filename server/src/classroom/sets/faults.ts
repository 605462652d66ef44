import { Compile } from 'typebox/compile'
import { QuestionDraft, questionTypes, QuizSet, type QuestionType } from '../../../protocol/quiz-set.ts'
import { fold } from '../quiz/judge.ts'

/** Something in a set that cannot be used. */
export interface Fault {
  /** Where, with slashes: `questions/2/answer`. Empty: the set itself. */
  path: string
  message: string
}

const set = Compile(QuizSet)
const questionSchemas = new Map(QuestionDraft.anyOf.map((schema) => [schema.properties.type.const as QuestionType, Compile(schema)]))

/** What is wrong with a set, in the order of its questions; nothing is wrong: it can be asked. */
export function faultsOf (value: unknown): Fault[] {
  const questions = isObject(value) && Array.isArray(value.questions) ? value.questions : []
  const ids = questions.map((question: unknown) => isObject(question) ? question.id : undefined)
  const twice = repeated(ids).map((index) => ({ path: join('questions', index, 'id'), message: 'is there twice' }))
  // A question is one of several shapes; what is wrong with it is said by the shape that its type names.
  const inside = questions.flatMap((question: unknown, index) =>
    faultsIn(question).map(({ path, message }) => ({ path: join('questions', index, path), message })))
  const outside = set.Check(value) ? [] : schemaFaults(set, value).filter(({ path }) => !path.startsWith('questions/'))
  return [...outside, ...twice, ...inside]
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const join = (...parts: Array<string | number>) => parts.filter((part) => part !== '').join('/')

function faultsIn (question: unknown): Fault[] {
  const schema = isObject(question) ? questionSchemas.get(question.type as QuestionType) : undefined
  if (!schema) return [{ path: 'type', message: `must be one of ${questionTypes.join(', ')}` }]
  return schema.Check(question) ? questionFaults(question as QuestionDraft) : schemaFaults(schema, question)
}

/** One fault per place: a value that fits none of several shapes is wrong once. */
function schemaFaults (schema: ReturnType<typeof Compile>, value: unknown): Fault[] {
  const faults = schema.Errors(value).flatMap((error): Fault[] => {
    const path = error.instancePath.slice(1)
    if (error.keyword === 'required') return error.params.requiredProperties.map((name) => ({ path: join(path, name), message: 'is missing' }))
    if (error.keyword === 'boolean') return [{ path, message: 'is not known' }]
    return error.keyword === 'additionalProperties' ? [] : [{ path, message: error.message }]
  })
  return faults.filter(({ path }, index) => faults.findIndex((other) => other.path === path) === index)
}

function questionFaults (question: QuestionDraft): Fault[] {
  if (question.type === 'short') return question.answer.flatMap((text, index) => fold(text) ? [] : [{ path: `answer/${index}`, message: 'is empty' }])
  if (!('options' in question)) return []
  const ids = question.options.map(({ id }) => id)
  const twice = repeated(ids).map((index) => ({ path: `options/${index}/id`, message: 'is there twice' }))
  if (question.type === 'poll') return twice
  const answer = [question.answer].flat()
  const wrong = answer.some((id) => !ids.includes(id)) || repeated(answer).length > 0
  if (wrong) return [...twice, { path: 'answer', message: 'must name options of the question, each once' }]
  const isPartial = question.type === 'order' && answer.length !== ids.length
  return isPartial ? [...twice, { path: 'answer', message: 'must name every option' }] : twice
}

/** Indexes of items that are there before. */
function repeated (items: readonly unknown[]): number[] {
  return items.flatMap((item, index) => item !== undefined && items.indexOf(item) < index ? [index] : [])
}
