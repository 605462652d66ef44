import { Type, type Static } from 'typebox'
import { id, oneOf, strict, text } from './envelope.ts'
import { MediaRef } from './media.ts'

export const questionTypes = ['ox', 'single', 'multiple', 'short', 'order', 'number', 'poll'] as const
export type QuestionType = typeof questionTypes[number]

const optionId = () => text(32)
export const Option = strict({ id: optionId(), text: text(300) })
export type Option = Static<typeof Option>
const options = () => Type.Array(Option, { minItems: 2, maxItems: 10 })

const points = () => Type.Integer({ minimum: 0, maximum: 100_000, default: 1000 })
/** null: untimed. */
const seconds = () => Type.Union([Type.Integer({ minimum: 1, maximum: 3600 }), Type.Null()], { default: 20 })
const readSeconds = () => Type.Integer({ minimum: 0, maximum: 120, default: 0 })

/** What a question shows before its answer is shown. */
const shown = { id: id(), text: text(2000), media: Type.Optional(MediaRef) }
const timing = { points: Type.Optional(points()), seconds: Type.Optional(seconds()), readSeconds: Type.Optional(readSeconds()) }
const common = { ...shown, ...timing }

const answers = {
  ox: oneOf(['O', 'X']),
  single: optionId(),
  multiple: Type.Array(optionId(), { minItems: 1, maxItems: 10 }),
  short: Type.Array(text(200), { minItems: 1, maxItems: 20 }),
  order: Type.Array(optionId(), { minItems: 2, maxItems: 10 }),
  number: strict({ value: Type.Number(), tolerance: Type.Number({ minimum: 0 }) })
}

/** A question as a teacher writes it. Whether its parts fit together is checked beside this schema. */
export const QuestionDraft = Type.Union([
  strict({ type: Type.Literal('ox'), ...common, answer: answers.ox }),
  strict({ type: Type.Literal('single'), ...common, options: options(), answer: answers.single }),
  strict({ type: Type.Literal('multiple'), ...common, options: options(), answer: answers.multiple }),
  strict({ type: Type.Literal('short'), ...common, answer: answers.short }),
  strict({ type: Type.Literal('order'), ...common, options: options(), answer: answers.order }),
  strict({ type: Type.Literal('number'), ...common, answer: answers.number }),
  /** live: pupils see the counts while it is open. */
  strict({ type: Type.Literal('poll'), ...common, options: options(), live: Type.Optional(Type.Boolean()) })
])
export type QuestionDraft = Static<typeof QuestionDraft>
/** A question with its defaults filled in. */
export type Question = QuestionDraft & Required<{ [K in keyof typeof timing]: Static<typeof timing[K]> }>

const set = {
  id: id(),
  title: text(200),
  scoring: oneOf(['accuracy', 'speed']),
  /** Counts right answers in a row; they bring no points. */
  streaks: Type.Optional(Type.Boolean())
}
export const QuizSet = strict({ ...set, questions: Type.Array(QuestionDraft, { minItems: 1, maxItems: 200 }) })
export type QuizSet = Static<typeof QuizSet>
/** A set that can be asked. */
export type ReadySet = Omit<QuizSet, 'questions'> & { questions: readonly Question[] }

const question = {
  ...shown,
  type: oneOf(questionTypes),
  options: Type.Optional(options()),
  points: points(),
  seconds: seconds(),
  readSeconds: readSeconds()
}
/** Right answer of a question, by its type. */
export const RightAnswer = Type.Union([answers.single, answers.multiple, answers.short, answers.number])
export type RightAnswer = Static<typeof RightAnswer>
/** A question as pupils see it until the answer is shown. */
export const HiddenQuestion = strict(question)
export type HiddenQuestion = Static<typeof HiddenQuestion>
/** A question as pupils see it from then on. */
export const ShownQuestion = strict({ ...question, answer: Type.Optional(RightAnswer) })
export type ShownQuestion = Static<typeof ShownQuestion>
