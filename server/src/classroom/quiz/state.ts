import { type Phase, type RoundStatus, type Value } from '../../../protocol/quiz.ts'
import { type Question, type ReadySet } from '../../../protocol/quiz-set.ts'
import { type Table } from '../table.ts'

/** `ms`: time taken. The mark is added when the question is revealed, and stays as it was then. */
export type Answer = readonly [value: Value, ms: number] | readonly [value: Value, ms: number, right: boolean | null, points: number]

/** One opening of a question. */
export interface Round {
  /** From 1 for each question. */
  n: number
  /** Pauses and extensions move both: their difference is the time to answer. */
  opensAt: number
  /** null: untimed. */
  closesAt: number | null
  /** What locked it: late answers are taken for a moment after the time has run out, not after the teacher has spoken. */
  lock: 'time' | 'teacher' | null
  pausedAt: number | null
  status: RoundStatus
  /** By slot. */
  answers: Table<Answer>
}

export interface Quiz {
  rev: number
  /** Which quiz of the run, from 1. */
  no: number
  set: ReadySet
  phase: Phase
  /** -1 before the first question. */
  idx: number
  /** Last round of each question, by index. */
  rounds: ReadonlyArray<Round | null>
}

export const currentRound = ({ rounds, idx }: Quiz): Round | null => rounds[idx] ?? null
export const currentQuestion = ({ set, idx }: Quiz): Question | null => set.questions[idx] ?? null

export function patchRound (quiz: Quiz, patch: Partial<Round>, idx = quiz.idx): Quiz {
  const round = quiz.rounds[idx]
  return round ? { ...quiz, rounds: quiz.rounds.with(idx, { ...round, ...patch }) } : quiz
}

/** Time to answer of somebody with so much more time; null: untimed. */
export function timeOf ({ opensAt, closesAt }: Round, factor: number): number | null {
  return closesAt === null ? null : Math.round((closesAt - opensAt) * factor)
}
