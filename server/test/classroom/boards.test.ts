import t from 'tap'
import { boardAccess, boardsSeenBy, snapshotFor, type Viewer } from '../../src/classroom/index.ts'
import { codeOf, startedLesson } from './lesson.ts'

const people: Viewer[] = [{ uid: 't', role: 'TE' }, { uid: 'a', role: 'ST' }, { uid: 'b', role: 'ST' }, { uid: 't', role: 'SCREEN' }]

t.test('who may draw and look, by mode', async (t) => {
  const lesson = startedLesson('a', 'b')
  const access = (board: string) => people.map((viewer) => boardAccess(lesson.state, viewer, board)).join(' ')
  t.equal(access('main'), 'none none none none')
  lesson.teacher('wb:mode', { mode: 'teacher' })
  t.equal(access('main'), 'draw look look look')
  t.equal(access('u:a'), 'draw none none none')
  lesson.teacher('wb:mode', { mode: 'shared' })
  t.equal(access('main'), 'draw draw draw look')
  lesson.teacher('control', { cmd: 'mute', uid: 'b', on: true })
  t.equal(access('main'), 'draw draw look look')
  lesson.teacher('wb:mode', { mode: 'each' })
  t.equal(access('main'), 'draw none none none')
  t.equal(access('u:a'), 'draw draw none none')
  lesson.teacher('wb:spotlight', { board: 'u:a' })
  t.equal(access('u:a'), 'draw draw look look')
  lesson.teacher('wb:mode', { mode: 'each', lock: true })
  t.equal(access('u:a'), 'draw look look look')
  t.equal(access('u:nobody'), 'none none none none')
})

t.test('modes and the spotlight are told to everybody, what a teacher watches only to them', async (t) => {
  const lesson = startedLesson('a')
  const pupil = { uid: 'a', role: 'ST' } as const
  lesson.teacher('wb:mode', { mode: 'each' })
  t.same(lesson.told(pupil, 'wb:mode'), [{ v: 1, at: lesson.at, rev: 1, mode: 'each', lock: false, spotlight: null }])
  lesson.teacher('wb:spotlight', { board: 'u:a' })
  t.match(lesson.told(pupil, 'wb:spotlight'), [{ rev: 2, spotlight: 'u:a' }])
  t.equal(codeOf(lesson.teacher('wb:spotlight', { board: 'u:nobody' })), 'BAD_REQUEST')
  lesson.teacher('wb:watch', { board: 'u:a' })
  t.same(lesson.notices(), [])
  t.match(snapshotFor(lesson.state, { uid: 't', role: 'TE' }, lesson.at), { watching: 'u:a', board: { spotlight: 'u:a' } })
  t.equal(codeOf(lesson.teacher('wb:watch', { board: 'u:nobody' })), 'BAD_REQUEST')
})

t.test('the boards that somebody has before them', async (t) => {
  const lesson = startedLesson('a', 'b')
  const seen = () => people.map((viewer) => boardsSeenBy(lesson.state, viewer).join('+') || '-').join(' ')
  t.equal(seen(), '- - - -')
  lesson.teacher('wb:mode', { mode: 'teacher' })
  t.equal(seen(), 'main main main main')
  lesson.teacher('wb:mode', { mode: 'each' })
  t.equal(seen(), '- u:a u:b -')
  lesson.teacher('wb:watch', { board: 'u:b' })
  t.equal(seen(), 'u:b u:a u:b -')
  lesson.teacher('wb:spotlight', { board: 'u:a' })
  t.equal(seen(), 'u:a+u:b u:a u:b+u:a u:a')
  lesson.teacher('wb:mode', { mode: 'off' })
  t.equal(seen(), '- - - -')
})
