import { type Timer } from '../machine.ts'
import { currentQuestion, currentRound, patchRound, timeOf, type Quiz, type Round } from './state.ts'

/** An answer may be so long on its way, in ms. */
export const lateMs = 1_000

/** When the phase ends by itself. */
function dueAt ({ phase }: Quiz, round: Round | null): number | null {
  if (!round || round.pausedAt !== null) return null
  if (phase === 'read') return round.opensAt
  return phase === 'open' ? round.closesAt : null
}

/** The quiz at a time, whether or not anybody said that a phase was over. */
export function settleQuiz (quiz: Quiz, at: number): Quiz {
  const due = dueAt(quiz, currentRound(quiz))
  if (due === null || due > at) return quiz
  const moved: Quiz = quiz.phase === 'read' ? { ...quiz, phase: 'open' } : patchRound({ ...quiz, phase: 'locked' }, { lock: 'time' })
  return settleQuiz({ ...moved, rev: quiz.rev + 1 }, at)
}

export function quizTimers (quiz: Quiz): Array<Pick<Timer, 'cmdId' | 'at'>> {
  const round = currentRound(quiz)
  const due = dueAt(quiz, round)
  if (due === null) return []
  return [{ cmdId: `${quiz.phase === 'read' ? 'open' : 'close'}:${currentQuestion(quiz)!.id}:${round!.n}`, at: due }]
}

/** Until when somebody may answer; Infinity: untimed. */
export function deadlineOf (round: Round, factor: number): number {
  const time = timeOf(round, factor)
  return time === null ? Infinity : round.opensAt + time
}

/** Whether an answer that comes now counts. */
export function takesAnswers (quiz: Quiz, factor: number, at: number): boolean {
  const round = currentRound(quiz)
  if (!round || round.pausedAt !== null) return false
  return quiz.phase === 'open' || (quiz.phase === 'locked' && round.lock === 'time' && at <= deadlineOf(round, factor) + lateMs)
}
