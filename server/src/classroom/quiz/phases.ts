import { type Failure } from '../../../protocol/result.ts'
import { reject } from '../command.ts'
import { currentRound, patchRound, type Quiz } from './state.ts'

const closed = (message: string) => reject('CLOSED', message)
/** A question is being asked: it can be answered soon, now, or could just be. */
const isAsked = ({ phase }: Quiz) => phase === 'read' || phase === 'open' || phase === 'locked'
const isRunning = ({ phase }: Quiz) => phase === 'read' || phase === 'open'

/** Goes to a question, or to the end when there is none. What was asked and not revealed counts for nobody. */
export function goTo (quiz: Quiz, idx: number, at: number, { reads }: { reads: boolean }): Quiz {
  const left = isAsked(quiz) && currentRound(quiz)?.status === 'asked' ? patchRound(quiz, { status: 'skipped', pausedAt: null }) : quiz
  const question = quiz.set.questions[idx]
  if (!question) return { ...left, phase: 'end' }
  const opensAt = at + (reads ? question.readSeconds * 1000 : 0)
  const closesAt = question.seconds === null ? null : opensAt + question.seconds * 1000
  const n = (left.rounds[idx]?.n ?? 0) + 1
  const rounds = left.rounds.with(idx, { n, opensAt, closesAt, lock: null, pausedAt: null, status: 'asked', answers: [] })
  return { ...left, phase: opensAt > at ? 'read' : 'open', idx, rounds }
}

/** The next question that was not asked yet: after an earlier one was opened again, those behind it are not repeated. */
function following ({ rounds, idx }: Quiz): number {
  const index = rounds.findIndex((round, index) => index > idx && !round)
  return index < 0 ? rounds.length : index
}

export function start (quiz: Quiz, at: number): Quiz | Failure {
  return quiz.phase === 'lobby' ? goTo(quiz, 0, at, { reads: true }) : closed('the quiz has started')
}

export function next (quiz: Quiz, at: number): Quiz | Failure {
  if (quiz.phase === 'end') return closed('the quiz has ended')
  return isAsked(quiz) ? closed('the question is to be revealed or skipped first') : goTo(quiz, following(quiz), at, { reads: true })
}

export function skip (quiz: Quiz, at: number): Quiz | Failure {
  return isAsked(quiz) ? goTo(quiz, following(quiz), at, { reads: true }) : closed('no question is being asked')
}

/** Opens a question without time to read: the one that is being read, or any one again. */
export function open (quiz: Quiz, at: number, idx = Math.max(quiz.idx, 0)): Quiz | Failure {
  if (quiz.phase === 'open' || quiz.phase === 'end') return closed(`the phase is ${quiz.phase}`)
  const question = quiz.set.questions[idx]
  if (!question) return reject('BAD_REQUEST', 'there is no such question')
  if (quiz.phase !== 'read' || idx !== quiz.idx) return goTo(quiz, idx, at, { reads: false })
  const closesAt = question.seconds === null ? null : at + question.seconds * 1000
  return patchRound({ ...quiz, phase: 'open' }, { opensAt: at, closesAt, pausedAt: null })
}

export function lock (quiz: Quiz): Quiz | Failure {
  return quiz.phase === 'open' ? patchRound({ ...quiz, phase: 'locked' }, { lock: 'teacher', pausedAt: null }) : closed('the question is not open')
}

export function extend (quiz: Quiz, seconds: number): Quiz | Failure {
  const closesAt = currentRound(quiz)?.closesAt ?? null
  if (quiz.phase !== 'open') return closed('the question is not open')
  return closesAt === null ? reject('BAD_REQUEST', 'the question is untimed') : patchRound(quiz, { closesAt: closesAt + seconds * 1000 })
}

export function pause (quiz: Quiz, at: number): Quiz | Failure {
  return isRunning(quiz) && currentRound(quiz)?.pausedAt === null ? patchRound(quiz, { pausedAt: at }) : closed('nothing is running')
}

export function resume (quiz: Quiz, at: number): Quiz | Failure {
  const round = currentRound(quiz)
  if (!round || round.pausedAt === null) return closed('nothing is paused')
  const rested = at - round.pausedAt
  return patchRound(quiz, { opensAt: round.opensAt + rested, closesAt: round.closesAt === null ? null : round.closesAt + rested, pausedAt: null })
}

export function board (quiz: Quiz): Quiz | Failure {
  return quiz.phase === 'reveal' ? { ...quiz, phase: 'board' } : closed('the question is not revealed')
}

export function end (quiz: Quiz, at: number): Quiz | Failure {
  return quiz.phase === 'end' ? closed('the quiz has ended') : goTo(quiz, quiz.set.questions.length, at, { reads: false })
}

/** The question counts for nobody, whatever was answered or will be shown. */
export function voidQuestion (quiz: Quiz, qid: string): Quiz | Failure {
  const idx = quiz.set.questions.findIndex(({ id }) => id === qid)
  if (!quiz.rounds[idx]) return closed('the question was not asked')
  const voided = patchRound(quiz, { status: 'void' }, idx)
  return idx === quiz.idx && isRunning(quiz) ? patchRound({ ...voided, phase: 'locked' }, { lock: 'teacher', pausedAt: null }) : voided
}

/** Shows the answer; an open question is closed at once. */
export function reveal (quiz: Quiz): Quiz | Failure {
  if (quiz.phase !== 'open' && quiz.phase !== 'locked') return closed('no question is waiting to be revealed')
  const { lock, status } = currentRound(quiz)!
  return patchRound({ ...quiz, phase: 'reveal' }, { status: status === 'void' ? 'void' : 'revealed', lock: lock ?? 'teacher', pausedAt: null })
}
