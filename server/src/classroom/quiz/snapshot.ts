import { type QuizSnapshot, type TeacherQuizSnapshot } from '../../../protocol/quiz.ts'
import { defined } from '../defined.ts'
import { slotOf } from '../people/state.ts'
import { type Viewer } from '../rooms.ts'
import { type ClassState } from '../state.ts'
import { read } from '../table.ts'
import { boards, quizResult } from './results.ts'
import { quizState, teacherQuizState } from './state-view.ts'
import { standings } from './standings.ts'
import { answersOf, pupilTally, teacherTally } from './tally.ts'

/** What a pupil, or the projector, may see of the quiz. */
export function quizSnapshot (state: ClassState, viewer: Viewer, at: number): QuizSnapshot | null {
  const seen = quizState(state, viewer, at)
  if (!seen) return null
  const slot = viewer.role === 'ST' ? slotOf(state.people, viewer.uid) : -1
  const mine = standings(state).find((standing) => standing.slot === slot)
  const isAsking = seen.question !== null
  return {
    ...seen,
    ...defined({
      myAnswer: isAsking ? read(answersOf(state), slot)?.[0] : undefined,
      myPoints: mine?.points,
      myRank: mine?.rank,
      result: mine && seen.phase === 'reveal' ? quizResult(state, mine, at) ?? undefined : undefined,
      tally: pupilTally(state, at) ?? undefined,
      board: boardOf(state, viewer, at)
    })
  }
}

export function teacherQuizSnapshot (state: ClassState, at: number): TeacherQuizSnapshot | null {
  const seen = teacherQuizState(state, at)
  if (!seen || !state.quiz) return null
  const { set } = state.quiz
  return { ...seen, set, ...defined({ tally: teacherTally(state, at) ?? undefined, board: boardOf(state, { uid: '', role: 'TE' }, at) }) }
}

function boardOf (state: ClassState, viewer: Viewer, at: number) {
  const phase = state.quiz?.phase
  return phase === 'board' || phase === 'end' ? boards(state, at)(viewer) ?? undefined : undefined
}
