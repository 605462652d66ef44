import { type QuizState, type TeacherQuizState } from '../../../protocol/quiz.ts'
import { protocolVersion } from '../../../protocol/constants.ts'
import { isPupil, peopleWho, personOf } from '../people/state.ts'
import { type Viewer } from '../rooms.ts'
import { type ClassState } from '../state.ts'
import { deadlineOf } from './clock.ts'
import { hide, show } from './questions.ts'
import { currentQuestion, currentRound, type Quiz, type Round } from './state.ts'

/** Whether there is a question to see. */
const isAsking = ({ phase }: Quiz) => phase !== 'lobby' && phase !== 'end'

function common (quiz: Quiz, at: number) {
  const round = isAsking(quiz) ? currentRound(quiz) : null
  return {
    v: protocolVersion,
    at,
    rev: quiz.rev,
    title: quiz.set.title,
    scoring: quiz.set.scoring,
    idx: Math.max(quiz.idx, 0),
    total: quiz.set.questions.length,
    round: round?.n ?? 0,
    opensAt: round?.opensAt ?? null,
    closesAt: round?.closesAt ?? null,
    ...round && round.pausedAt !== null && { pausedLeft: leftOf(quiz, round, round.pausedAt) },
    ...round?.status === 'void' && { void: true as const }
  } as const
}

function leftOf ({ phase }: Quiz, { opensAt, closesAt }: Round, pausedAt: number): number | null {
  if (phase === 'read') return opensAt - pausedAt
  return closesAt === null ? null : closesAt - pausedAt
}

/** `quiz:state` as a pupil or the projector sees it. Somebody with more time sees the question open for longer. */
export function quizState ({ quiz, people }: ClassState, { uid, role }: Viewer, at: number): QuizState | null {
  if (!quiz) return null
  const [question, round] = isAsking(quiz) ? [currentQuestion(quiz), currentRound(quiz)] : []
  const state = common(quiz, at)
  const { phase } = quiz
  if (phase === 'reveal' || phase === 'board' || phase === 'end') return { ...state, phase, question: question ? show(question) : null }
  const hidden = { ...state, phase, question: question ? hide(question) : null }
  const factor = role === 'ST' ? personOf(people, uid)?.factor ?? 1 : 1
  if (!round || factor === 1 || round.closesAt === null) return hidden
  const closesAt = deadlineOf(round, factor)
  const isStillOpen = phase === 'locked' && round.lock === 'time' && at < closesAt
  const more = closesAt - round.closesAt
  return {
    ...hidden,
    closesAt,
    phase: isStillOpen ? 'open' : phase,
    ...phase === 'open' && typeof state.pausedLeft === 'number' && { pausedLeft: state.pausedLeft + more }
  }
}

export function teacherQuizState ({ quiz, people }: ClassState, at: number): TeacherQuizState | null {
  if (!quiz) return null
  const { phase } = quiz
  const round = isAsking(quiz) ? currentRound(quiz) : null
  const factor = Math.max(1, ...peopleWho(people, isPupil).map(([, person]) => person.factor))
  return {
    ...common(quiz, at),
    phase,
    question: round && currentQuestion(quiz),
    asked: quiz.rounds.map((one) => one?.status ?? null),
    ...round && round.closesAt !== null && factor > 1 && { extraUntil: deadlineOf(round, factor) }
  }
}
