import { protocolVersion } from '../../../protocol/constants.ts'
import { type Announcement, type Notice } from '../announcement.ts'
import { isPupil, peopleWho } from '../people/state.ts'
import { rooms, type Viewer } from '../rooms.ts'
import { type ClassState } from '../state.ts'
import { changes, read } from '../table.ts'
import { boards, quizResult } from './results.ts'
import { quizState, teacherQuizState } from './state-view.ts'
import { standings } from './standings.ts'
import { currentQuestion, currentRound } from './state.ts'
import { answersOf, pupilTally, teacherTally } from './tally.ts'

const screen = { uid: '', role: 'SCREEN' } as const
const shared = [rooms.pupils, rooms.screen]

/** Where the quiz stands, and at the reveal how everybody did; also when what was revealed no longer counts. */
export const course: Announcement = {
  every: 0,
  of (before, after, at) {
    const { quiz } = after
    if (!quiz) return []
    if (before.quiz?.rev === quiz.rev) return before.people.table === after.people.table ? [] : statesOf(after, at, changedTimes(before, after))
    const isRevealed = quiz.phase === 'reveal' && before.quiz?.phase !== 'reveal'
    const hasBoard = quiz.phase === 'board' || quiz.phase === 'end'
    const voided = quiz.rounds.findIndex((round, idx) => round?.status === 'void' && before.quiz?.rounds[idx]?.status === 'revealed')
    return [
      ...allStates(after, at),
      ...isRevealed ? [...results(after, at, quiz.idx), ...revealedTally(after, at)] : [],
      ...voided < 0 ? [] : results(after, at, voided),
      ...hasBoard ? boardNotices(after, at) : []
    ]
  }
}

function allStates (state: ClassState, at: number): Notice[] {
  const teacher = teacherQuizState(state, at)
  const pupil = quizState(state, screen, at)
  const slower = peopleWho(state.people, isPupil, ({ factor }) => factor !== 1).map(([, { uid }]) => uid)
  return [
    ...teacher ? [{ to: [rooms.teachers], event: 'quiz:state', args: [teacher] } satisfies Notice] : [],
    ...pupil ? [{ to: shared, except: slower.map(rooms.person), event: 'quiz:state', args: [pupil] } satisfies Notice] : [],
    ...statesOf(state, at, slower)
  ]
}

function statesOf (state: ClassState, at: number, uids: readonly string[]): Notice[] {
  return uids.flatMap((uid): Notice[] => {
    const own = quizState(state, { uid, role: 'ST' }, at)
    return own ? [{ to: [rooms.person(uid)], event: 'quiz:state', args: [own] }] : []
  })
}

function changedTimes (before: ClassState, after: ClassState): string[] {
  return peopleWho(after.people, isPupil).flatMap(([slot, { uid, factor }]) => {
    const was = read(before.people.table, slot)
    return was && was.factor !== factor ? [uid] : []
  })
}

function results (state: ClassState, at: number, idx: number): Notice[] {
  return standings(state).flatMap((standing): Notice[] => {
    const result = quizResult(state, standing, at, idx)
    return result ? [{ to: [rooms.person(standing.person.uid)], event: 'quiz:result', args: [result] }] : []
  })
}

function revealedTally (state: ClassState, at: number): Notice[] {
  const tally = pupilTally(state, at)
  return tally ? [{ to: shared, event: 'quiz:tally', args: [tally] }] : []
}

function boardNotices (state: ClassState, at: number): Notice[] {
  const boardFor = boards(state, at)
  const tell = (to: string, viewer: Viewer): Notice[] => {
    const board = boardFor(viewer)
    return board ? [{ to: [to], event: 'quiz:board', args: [board] }] : []
  }
  const own = peopleWho(state.people, isPupil).flatMap(([, { uid }]) => tell(rooms.person(uid), { uid, role: 'ST' }))
  return [...tell(rooms.teachers, { uid: '', role: 'TE' }), ...tell(rooms.screen, screen), ...own]
}

/** To all windows of whoever has just answered. */
export const ownAnswers: Announcement = {
  every: 0,
  of (before, after, at) {
    const [{ quiz }, answers] = [after, answersOf(after)]
    const [question, round] = quiz ? [currentQuestion(quiz), currentRound(quiz)] : []
    if (!quiz || !question || !round || answersOf(before) === answers) return []
    const head = { v: protocolVersion, at, rev: quiz.rev, qid: question.id, round: round.n } as const
    return [...changes(answersOf(before), answers)].flatMap(([slot, was, is]): Notice[] => {
      const uid = read(after.people.table, slot)?.uid
      return was || !is || uid === undefined ? [] : [{ to: [rooms.person(uid)], event: 'quiz:mine', args: [{ ...head, value: is[0] }] }]
    })
  }
}

export const tallies: Announcement = {
  every: 250,
  of (before, after, at) {
    const answers = answersOf(after)
    const isSameRound = before.quiz?.no === after.quiz?.no && before.quiz?.idx === after.quiz?.idx && roundOf(before) === roundOf(after)
    if (!after.quiz || (isSameRound && answersOf(before) === answers)) return []
    const teacher = teacherTally(after, at, isSameRound ? answersOf(before) : [])
    const pupil = pupilTally(after, at)
    return [
      ...teacher ? [{ to: [rooms.teachers], event: 'quiz:tally', args: [teacher] } satisfies Notice] : [],
      ...pupil ? [{ to: shared, event: 'quiz:tally', args: [pupil] } satisfies Notice] : []
    ]
  }
}

const roundOf = ({ quiz }: ClassState) => quiz && currentRound(quiz)?.n
