import { type Question, type ReadySet } from '../../../protocol/quiz-set.ts'
import { isRight } from './judge.ts'
import { timeOf, type Answer, type Round } from './state.ts'

/** The answer with its mark: whether it is right, and the points it brings. */
export function markAnswer ([value, ms]: Answer, question: Question, round: Round, scoring: ReadySet['scoring'], factor: number): Answer {
  const right = isRight(question, value)
  return [value, ms, right, right ? pointsFor(question.points, scoring, timeOf(round, factor), ms) : 0]
}

/** A fast answer brings all points, one in the last moment half of them. */
function pointsFor (points: number, scoring: ReadySet['scoring'], time: number | null, ms: number): number {
  if (scoring === 'accuracy' || time === null) return points
  return Math.round(points * (1 - Math.min(ms, time) / (2 * time)))
}
