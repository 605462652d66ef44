import { type QuizBoard, type QuizResult } from '../../../protocol/quiz.ts'
import { protocolVersion } from '../../../protocol/constants.ts'
import { byRegister } from '../people/views.ts'
import { type Viewer } from '../rooms.ts'
import { type ClassState } from '../state.ts'
import { read } from '../table.ts'
import { standings, teamStandings, type Standing } from './standings.ts'

const topSize = 10

/** `quiz:result` of one pupil, for a question that is revealed or voided. @param idx - default: the current one */
export function quizResult ({ quiz }: ClassState, { slot, points: total, rank, streak }: Standing, at: number, idx = quiz?.idx ?? -1): QuizResult | null {
  const [question, round] = [quiz?.set.questions[idx], quiz?.rounds[idx]]
  if (!quiz || !question || !round || (round.status !== 'revealed' && round.status !== 'void')) return null
  const answer = read(round.answers, slot)
  const counts = round.status === 'revealed'
  const [, , right, points = 0] = answer ?? []
  return {
    v: protocolVersion,
    at,
    rev: quiz.rev,
    qid: question.id,
    round: round.n,
    correct: question.type === 'poll' || !counts ? null : right === true,
    answered: answer !== null,
    points: counts ? points : 0,
    total,
    rank,
    ...quiz.set.streaks && { streak },
    ...question.type !== 'poll' && counts && { answer: question.answer }
  }
}

/** The board for everybody who may see it: worked out once, shown to each as their own. */
export function boards (state: ClassState, at: number): (viewer: Viewer) => QuizBoard | null {
  const { quiz, modes } = state
  if (!quiz) return () => null
  const now = standings(state)
  const hasBefore = quiz.rounds.some((round, idx) => round?.status === 'revealed' && idx !== quiz.idx)
  const ranksBefore = new Map(hasBefore ? standings(state, quiz.idx).map(({ slot, rank }) => [slot, rank]) : [])
  const place = ({ slot, points, rank }: Standing) => {
    const prevRank = ranksBefore.get(slot)
    return { points, rank, ...prevRank !== undefined && { prevRank } }
  }
  // Whoever is further down cannot be among the first ten; comparing names takes time.
  const top = now.filter(({ rank }) => rank <= topSize).sort((a, b) => a.rank - b.rank || byRegister(a.person, b.person)).slice(0, topSize)
    .map((standing) => ({ uid: standing.person.uid, name: standing.person.name, ...place(standing) }))
  const teams = teamStandings(now)
  const board: QuizBoard = { v: protocolVersion, at, rev: quiz.rev, top, ...teams.length && { teams } }
  const byUid = new Map(now.map((standing) => [standing.person.uid, standing]))
  return ({ role, uid }) => {
    // The projector hangs on the wall: names only when the teacher says so.
    if (role === 'SCREEN') return modes.names ? board : { ...board, top: [] }
    const mine = role === 'ST' ? byUid.get(uid) : undefined
    return mine ? { ...board, me: { ...place(mine), ...quiz.set.streaks && { streak: mine.streak } } } : board
  }
}
