import { Type, type Static } from 'typebox'
import { count, head, id, oneOf, strict, text, time, uid } from './envelope.ts'
import { HiddenQuestion, QuizSet, RightAnswer, ShownQuestion, type Question, type ReadySet } from './quiz-set.ts'

const hiddenPhases = ['lobby', 'read', 'open', 'locked'] as const
const shownPhases = ['reveal', 'board', 'end'] as const
export const phases = [...hiddenPhases, ...shownPhases] as const
export type Phase = typeof phases[number]

/** Refused with STALE_REV when the quiz has moved on, so that two teachers do not press "next" twice. */
const rev = Type.Optional(count())
const step = <C extends string>(cmd: C) => Type.Object({ cmd: Type.Literal(cmd), rev })
/** Body of `quiz:cmd`. */
export const QuizCommand = Type.Union([
  Type.Object({ cmd: Type.Literal('load'), rev, set: QuizSet }),
  Type.Object({ cmd: Type.Literal('load'), rev, setId: id() }),
  Type.Object({ cmd: Type.Literal('open'), rev, idx: Type.Optional(count()) }),
  Type.Object({ cmd: Type.Literal('extend'), rev, seconds: Type.Integer({ minimum: 1, maximum: 3600 }) }),
  Type.Object({ cmd: Type.Literal('void'), rev, qid: id() }),
  step('start'), step('lock'), step('pause'), step('resume'), step('reveal'), step('board'), step('next'), step('skip'), step('end')
])
export type QuizCommand = Static<typeof QuizCommand>

/** What a pupil answers, in the shape of the question's type. */
export const Value = Type.Union([text(200), Type.Number(), Type.Array(text(32), { minItems: 1, maxItems: 10 })])
export type Value = Static<typeof Value>

/** Body of `quiz:answer`. */
export const QuizAnswer = Type.Object({
  qid: id(),
  round: Type.Integer({ minimum: 1 }),
  value: Type.Unknown({ description: 'A shape that does not fit the type is refused and does not use the answer up' })
})
export type QuizAnswer = Static<typeof QuizAnswer>
export interface QuizAnswerReply { accepted: true, first: true }

/** `quiz:mine`: the answer of a person that was taken, for their other windows. */
export const OwnAnswer = strict({ ...head, qid: id(), round: count(), value: Value })
export type OwnAnswer = Static<typeof OwnAnswer>

const state = {
  ...head,
  title: text(200),
  scoring: QuizSet.properties.scoring,
  idx: count(),
  total: count(),
  /** 0 before the first question. */
  round: count(),
  opensAt: Type.Union([time(), Type.Null()]),
  closesAt: Type.Union([time(), Type.Null()]),
  /** There while the quiz is paused: ms left to the next change of phase; null when it is untimed. */
  pausedLeft: Type.Optional(Type.Union([count(), Type.Null()])),
  /** The question counts for nobody. */
  void: Type.Optional(Type.Literal(true))
}
/** An answer has no place in it before it is shown. */
const hidden = { ...state, phase: oneOf(hiddenPhases), question: Type.Union([HiddenQuestion, Type.Null()]) }
const shown = { ...state, phase: oneOf(shownPhases), question: Type.Union([ShownQuestion, Type.Null()]) }
/** `quiz:state` for pupils and the projector. */
export const QuizState = Type.Union([strict(hidden), strict(shown)])
export type QuizState = Static<typeof QuizState>

/** How a question fared: only the points of a revealed one count. */
export type RoundStatus = 'asked' | 'revealed' | 'skipped' | 'void'

/** `quiz:state` for teachers. */
export type TeacherQuizState = Omit<QuizState, 'question'> & {
  question: Question | null
  /** By index of the question; null: not asked yet. */
  asked: Array<RoundStatus | null>
  /** Until when pupils with more time may answer, where that is later than closesAt. */
  extraUntil?: number
}

const tally = {
  ...head,
  qid: id(),
  round: count(),
  answered: count(),
  online: count(),
  counts: Type.Record(Type.String(), count()),
  /** How many of the answers are right; not of a poll. */
  right: Type.Optional(count())
}
export const QuizTally = strict(tally)
export type QuizTally = Static<typeof QuizTally>
/** by: who has answered since the last tally. */
export type TeacherTally = QuizTally & { by: string[] }

export const QuizResult = strict({
  ...head,
  qid: id(),
  round: count(),
  /** false for those who did not answer, null for a poll and for a question that counts for nobody. */
  correct: Type.Union([Type.Boolean(), Type.Null()]),
  answered: Type.Boolean(),
  points: count(),
  total: count(),
  rank: count(),
  streak: Type.Optional(count()),
  answer: Type.Optional(RightAnswer)
})
export type QuizResult = Static<typeof QuizResult>

const place = { points: count(), rank: count(), prevRank: Type.Optional(count()) }
export const QuizBoard = strict({
  ...head,
  top: Type.Array(strict({ uid: uid(), name: text(64), ...place })),
  /** points: mean of the members, so that teams need not be equal in size. */
  teams: Type.Optional(Type.Array(strict({ team: count(), points: count(), rank: count() }))),
  me: Type.Optional(strict({ ...place, streak: Type.Optional(count()) }))
})
export type QuizBoard = Static<typeof QuizBoard>

const mine = {
  myAnswer: Type.Optional(Value),
  myPoints: Type.Optional(count()),
  myRank: Type.Optional(count()),
  /** In the phase reveal. */
  result: Type.Optional(QuizResult),
  tally: Type.Optional(QuizTally),
  board: Type.Optional(QuizBoard)
}
/** Part of the snapshot: everything about the quiz that its receiver may see. */
export const QuizSnapshot = Type.Union([strict({ ...hidden, ...mine }), strict({ ...shown, ...mine })])
export type QuizSnapshot = Static<typeof QuizSnapshot>
export interface TeacherQuizSnapshot extends TeacherQuizState { set: ReadySet, tally?: TeacherTally, board?: QuizBoard }
