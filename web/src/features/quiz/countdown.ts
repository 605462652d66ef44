import type { QuizState, TeacherQuizState } from '@protocol/quiz.ts'

/** How much time is left, to be drawn. */
export interface TimeLeft {
  /** Whole seconds, rounded up. */
  seconds: number
  /** From 1 to 0. */
  share: number
  urgency?: 'soon' | 'last' | undefined
}

const soon = 10
const last = 5

type Timed = Pick<QuizState | TeacherQuizState, 'phase' | 'question' | 'opensAt' | 'closesAt' | 'pausedLeft'>

/**
 * What the countdown shows at a time of the class's clock: until the question opens, then until it closes.
 * @returns undefined when nothing is timed
 */
export function timeLeft ({ phase, question, opensAt, closesAt, pausedLeft }: Timed, now: number): TimeLeft | undefined {
  if (!question || opensAt === null || pausedLeft === null) return undefined
  if (phase === 'read') return left(pausedLeft ?? opensAt - now, question.readSeconds * 1000)
  if (closesAt === null) return undefined
  if (phase !== 'open') return phase === 'locked' ? { seconds: 0, share: 0 } : undefined
  const { seconds, share } = left(pausedLeft ?? closesAt - now, closesAt - opensAt)
  return { seconds, share, urgency: seconds <= last ? 'last' : seconds <= soon ? 'soon' : undefined }
}

function left (ms: number, whole: number): TimeLeft {
  const rest = Math.min(Math.max(ms, 0), Math.max(whole, 0))
  return { seconds: Math.ceil(rest / 1000), share: whole > 0 ? rest / whole : 0 }
}
