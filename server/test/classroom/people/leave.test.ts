import t from 'tap'
import { type Notice } from '../../../src/classroom/index.ts'
import { codeOf, graceMs, startedLesson } from '../lesson.ts'

const teacher = { uid: 't', role: 'TE' } as const
const pupil = { uid: 'a', role: 'ST' } as const
const gone = (notices: Notice[]) => notices.flatMap((notice) => 'event' in notice && notice.event === 'disconnected' ? [notice.args] : [])

t.test('away at once, gone after the grace', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.drop('b')
  t.match(lesson.told(teacher, 'presence'), [{ people: [{ uid: 'b', state: 'away' }] }])
  lesson.wait(graceMs - 1)
  lesson.tick()
  t.same(lesson.notices(), [])
  lesson.wait(1)
  lesson.tick()
  const notices = lesson.notices()
  t.same(gone(notices), [['b-1', { uid: 'b', userName: 'B', userType: 'ST' }]])
  t.match(notices.filter((notice) => 'event' in notice && notice.event === 'presence'), [{ to: ['te'], args: [{ people: [{ uid: 'b', state: 'offline' }] }] }])
})

t.test('pupils get counts', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.drop('b')
  t.same(lesson.told(pupil, 'presence'), [{ v: 1, at: lesson.at, te: 1, st: 1 }])
})

t.test('a return within the grace cancels both notices', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.drop('b')
  lesson.wait(graceMs - 1)
  t.match(lesson.join('b', 'ST', { sid: 'b-2' }), { first: false })
  lesson.wait(graceMs)
  lesson.tick()
  t.same(lesson.notices().filter((notice) => 'event' in notice && ['join', 'disconnected'].includes(notice.event)), [])
})

t.test('the grace runs from the end of the last socket', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.join('b', 'ST', { sid: 'b-2' })
  lesson.drop('b')
  lesson.wait(graceMs)
  lesson.tick()
  t.same(gone(lesson.notices()), [])
  lesson.drop('b', { sid: 'b-2' })
  lesson.drop('b', { sid: 'b-2' })
  lesson.wait(graceMs)
  lesson.tick()
  t.same(gone(lesson.notices()), [['b-2', { uid: 'b', userName: 'B', userType: 'ST' }]])
})

t.test('they are gone with the socket that ended last', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.join('b', 'ST', { sid: 'b-2' })
  lesson.drop('b', { sid: 'b-2' })
  lesson.drop('b')
  lesson.wait(graceMs)
  lesson.tick()
  t.same(gone(lesson.notices()).map(([sid]) => sid), ['b-1'])
})

t.test('to leave is to be gone at once, with all sockets', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.join('b', 'ST', { sid: 'b-2' })
  t.equal(codeOf(lesson.pupil('b', 'leave')), 'ok')
  const notices = lesson.notices()
  t.same(gone(notices), [['b-2', { uid: 'b', userName: 'B', userType: 'ST' }]])
  t.same(notices.filter((notice) => 'cut' in notice), [{ cut: 'u:b' }])
  t.equal(codeOf(lesson.pupil('b', 'leave')), 'ok')
  lesson.drop('b')
  t.same(lesson.notices(), [], 'again, and the end of its sockets, is nothing new')
})

t.test('a pod that is lost takes its sockets with it', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.join('b', 'ST', { node: 'pod-2', sid: 'b-2' })
  lesson.join('c', 'ST', { node: 'pod-2' })
  lesson.notices()
  lesson.system('node:lost', { node: 'pod-1', graceMs })
  t.match(lesson.told({ uid: 'c', role: 'ST' }, 'presence'), [{ te: 0, st: 2 }])
  lesson.system('node:lost', { node: 'pod-1', graceMs: 1 })
  lesson.wait(graceMs)
  lesson.tick()
  t.same(gone(lesson.notices()).map(([sid]) => sid), ['t-1', 'a-1'])
})

t.test('a hand sinks with its owner', async (t) => {
  const lesson = startedLesson('a')
  lesson.pupil('a', 'signal', { kind: 'hand', on: true })
  lesson.drop('a')
  t.match(lesson.told(teacher, 'signal'), [{ hands: [{ uid: 'a' }] }])
  lesson.wait(graceMs)
  lesson.tick()
  t.match(lesson.told(teacher, 'signal'), [{ hands: [] }])
})
