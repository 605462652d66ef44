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
  if (set.Check(value)) return meaningFaults(value)
  const questions = isObject(value) && Array.isArray(value.questions) ? value.questions : []
  // A question is one of several shapes; what is wrong with it is said by the shape that its type names.
  const ofQuestions = questions.flatMap((question: unknown, index) => shapeFaults(question).map((fault) => ({ ...fault, path: join('questions', index, fault.path) })))
  const ofSet = schemaFaults(set, value).filter(({ path }) => !path.startsWith('questions/'))
  return [...ofSet, ...ofQuestions]
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const join = (...parts: Array<string | number>) => parts.filter((part) => part !== '').join('/')

function shapeFaults (question: unknown): Fault[] {
  const schema = isObject(question) ? questionSchemas.get(question.type as QuestionType) : undefined
  return schema ? schemaFaults(schema, question) : [{ path: 'type', message: `must be one of ${questionTypes.join(', ')}` }]
}

function schemaFaults (schema: ReturnType<typeof Compile>, value: unknown): Fault[] {
  return schema.Errors(value).flatMap((error): Fault[] => {
    const path = error.instancePath.slice(1)
    if (error.keyword === 'required') return error.params.requiredProperties.map((name) => ({ path: join(path, name), message: 'is missing' }))
    if (error.keyword === 'additionalProperties') return error.params.additionalProperties.map((name) => ({ path: join(path, name), message: 'is not known' }))
    return [{ path, message: error.message }]
  })
}

function meaningFaults ({ questions }: QuizSet): Fault[] {
  const twice = repeated(questions.map(({ id }) => id)).map((index) => ({ path: `questions/${index}/id`, message: 'is there twice' }))
  const inside = questions.flatMap((question, index) => questionFaults(question).map(({ path, message }) => ({ path: `questions/${index}/${path}`, message })))
  return [...twice, ...inside]
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
function repeated (items: readonly string[]): number[] {
  return items.flatMap((item, index) => items.indexOf(item) < index ? [index] : [])
}
