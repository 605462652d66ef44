import t from 'tap'
import { isOver, mayShare, snapshotFor } from '../../../src/classroom/index.ts'
import { codeOf, createLesson, openLesson, setOf, single, startedLesson } from '../lesson.ts'

const teacher = { uid: 't', role: 'TE' } as const
const pupil = { uid: 'a', role: 'ST' } as const

t.test('modes are told to everybody when they change', async (t) => {
  const lesson = startedLesson('a')
  lesson.teacher('control', { cmd: 'focus', on: true })
  const modes = { locked: false, focus: true, paused: false, share: true, names: false, chat: 'all' }
  t.same(lesson.told(pupil, 'control'), [{ v: 1, at: lesson.at, rev: 1, modes }])
  lesson.teacher('control', { cmd: 'focus', on: true })
  t.same(lesson.told(pupil, 'control'), [])
  t.same(snapshotFor(lesson.state, pupil, lesson.at)?.modes, modes)
})

t.test('sharing, and who may', async (t) => {
  const lesson = startedLesson('a', 'b')
  const may = () => [mayShare(lesson.state, teacher), mayShare(lesson.state, pupil), mayShare(lesson.state, { uid: 'b', role: 'ST' })]
  const item = { id: 'm', kind: 'image', url: 'https://example.org/leaf.png' }
  t.same(may(), [true, true, true])
  lesson.teacher('control', { cmd: 'mute', uid: 'b', on: true })
  t.same(may(), [true, true, false])
  t.equal(codeOf(lesson.pupil('b', 'media:set', { item })), 'FORBIDDEN')
  lesson.teacher('control', { cmd: 'share', on: false })
  t.same(may(), [true, false, false])
  t.equal(codeOf(lesson.pupil('a', 'media:set', { item })), 'FORBIDDEN')
  t.equal(codeOf(lesson.teacher('media:set', { item })), 'ok')
  t.same(snapshotFor(lesson.state, pupil, lesson.at)?.media, { ...item, by: 't', at: lesson.at })
  t.equal(codeOf(lesson.teacher('media:set', { item: { ...item, url: 'javascript:alert(1)' } })), 'BAD_REQUEST')
  lesson.teacher('media:set', { item: null })
  t.equal(snapshotFor(lesson.state, pupil, lesson.at)?.media, null)
})

t.test('a pause stops a running question, and its end lets it go on', async (t) => {
  const lesson = openLesson(setOf({ ...single, seconds: 10 }), 'a')
  lesson.wait(4_000)
  lesson.teacher('control', { cmd: 'pause', on: true })
  t.match(lesson.told(pupil, 'quiz:state'), [{ phase: 'open', pausedLeft: 6_000 }])
  lesson.wait(60_000)
  t.equal(codeOf(lesson.answer('a', 'b')), 'CLOSED')
  t.equal(codeOf(lesson.quiz('resume')), 'CLOSED')
  lesson.teacher('control', { cmd: 'pause', on: false })
  t.match(lesson.told(pupil, 'quiz:state'), [{ phase: 'open', closesAt: lesson.at + 6_000 }])
  t.equal(codeOf(lesson.answer('a', 'b')), 'ok')
})

t.test('who is removed is told so and cut off, and leaves nothing behind', async (t) => {
  const lesson = openLesson(setOf(single), 'a', 'b')
  lesson.answer('a', 'b')
  lesson.notices() // those of the answer
  t.equal(codeOf(lesson.teacher('control', { cmd: 'kick', uid: 'a' })), 'ok')
  const notices = lesson.notices()
  const toThem = notices.filter((notice) => 'cut' in notice ? notice.cut === 'u:a' : notice.to.includes('u:a'))
  t.match(toThem, [{ event: 'control', args: [{ removed: 'kick' }] }, { cut: 'u:a' }])
  t.match(notices.filter((notice) => 'event' in notice && notice.event === 'disconnected'), [{ args: ['a-1', { uid: 'a' }] }])
  t.match(notices.filter((notice) => 'event' in notice && notice.event === 'people'), [{ to: ['te'], args: [{ people: [], removed: ['a'] }] }])
  lesson.quiz('reveal')
  lesson.quiz('board')
  t.same(lesson.told(teacher, 'quiz:board').map(({ top }) => top.map(({ uid }) => uid)), [['b']])
  t.equal(codeOf(lesson.pupil('a', 'chat:send', { text: 'x' })), 'NOT_JOINED')
  t.equal(codeOf(lesson.join('a')), 'ok', 'they may come back')
  t.match(snapshotFor(lesson.state, pupil, lesson.at)?.quiz, { myPoints: 0 })
})

t.test('who is banned cannot come back, until they may', async (t) => {
  const lesson = startedLesson('a')
  lesson.join('a', 'ST', { stuNo: '3' })
  lesson.notices()
  const toTeacher = () => lesson.told(teacher, 'people').map(({ banned }) => banned)
  lesson.teacher('control', { cmd: 'ban', uid: 'a' })
  t.match(lesson.told(pupil, 'control'), [{ removed: 'ban' }])
  t.equal(codeOf(lesson.join('a')), 'BANNED')
  t.match(snapshotFor(lesson.state, teacher, lesson.at), { banned: [{ uid: 'a', name: 'A', stuNo: '3' }] })
  lesson.teacher('control', { cmd: 'ban', uid: 'a', on: false })
  t.same(toTeacher(), [[]])
  t.equal(codeOf(lesson.join('a')), 'ok')
  t.same(toTeacher(), [undefined], 'told only when it has changed')
  lesson.teacher('control', { cmd: 'ban', uid: 'never seen' })
  t.same(toTeacher(), [[{ uid: 'never seen' }]])
  t.equal(codeOf(lesson.join('never seen')), 'BANNED')
})

t.test('teachers and strangers cannot be dealt with', async (t) => {
  const lesson = startedLesson('a')
  lesson.join('u', 'TE')
  for (const cmd of ['kick', 'ban']) t.equal(codeOf(lesson.teacher('control', { cmd, uid: 'u' })), 'FORBIDDEN')
  t.equal(codeOf(lesson.teacher('control', { cmd: 'mute', uid: 'u', on: true })), 'FORBIDDEN')
  t.equal(codeOf(lesson.teacher('control', { cmd: 'kick', uid: 'nobody' })), 'BAD_REQUEST')
})

t.test('teams are dealt evenly, and late comers go where fewest are', async (t) => {
  const lesson = startedLesson('a', 'b', 'c', 'd', 'e')
  const sizes = () => [1, 2, 3].map((team) => lesson.state.people.table[0]!.filter((person) => person?.team === team).length)
  lesson.teacher('control', { cmd: 'team', teams: 3 })
  t.same(sizes().toSorted(), [1, 2, 2])
  t.match(lesson.told(pupil, 'control'), [{ me: { team: Number, muted: false, factor: 1 } }])
  lesson.join('f')
  t.same(sizes(), [2, 2, 2])
  lesson.teacher('control', { cmd: 'team', uid: 'a', team: 2 })
  t.equal(snapshotFor(lesson.state, pupil, lesson.at)?.me.team, 2)
  lesson.teacher('control', { cmd: 'team', teams: 0 })
  t.same(sizes(), [0, 0, 0])
  t.equal(snapshotFor(lesson.state, pupil, lesson.at)?.me.team, undefined)
})

t.test('teams are ranked by their mean', async (t) => {
  const lesson = openLesson(setOf(single), 'a', 'b', 'c')
  for (const [uid, team] of [['a', 1], ['b', 2], ['c', 2]] as const) lesson.teacher('control', { cmd: 'team', uid, team })
  for (const [uid, value] of [['a', 'b'], ['b', 'b'], ['c', 'a']] as const) lesson.answer(uid, value)
  lesson.quiz('reveal')
  lesson.quiz('board')
  t.match(lesson.told(pupil, 'quiz:board'), [{ teams: [{ team: 1, points: 1000, rank: 1 }, { team: 2, points: 500, rank: 2 }] }])
})

t.test('the end is told to all, who are cut off, and is recorded', async (t) => {
  const lesson = startedLesson('a')
  lesson.teacher('control', { cmd: 'end' })
  const notices = lesson.notices()
  t.match(notices.slice(-2), [{ to: ['/3-2'], event: 'control', args: [{ removed: 'end' }] }, { cut: '/3-2' }])
  t.equal(isOver(lesson.state), false)
  lesson.system('recorded', { upTo: lesson.state.outbox.next - 1 })
  t.equal(isOver(lesson.state), true)
})

t.test('a class is opened once, and changed by who opened it', async (t) => {
  const lesson = createLesson()
  const open = (owner: string, title: string) => codeOf(lesson.system('class:open', { title, capacity: 30, owner }))
  t.equal(open('t', 'Science'), 'ok')
  t.equal(open('u', 'Mine'), 'FORBIDDEN')
  t.equal(open('t', 'Botany'), 'ok')
  lesson.join('t', 'TE')
  const title = () => snapshotFor(lesson.state, teacher, lesson.at)?.class.title
  t.match(snapshotFor(lesson.state, teacher, lesson.at)?.class, { classCode: '3-2', title: 'Botany', capacity: 30 })
  lesson.teacher('control', { cmd: 'end' })
  t.equal(open('u', 'Mine'), 'ok', 'after the end it is anybody\'s')
  lesson.join('t', 'TE')
  t.equal(title(), 'Mine')
})
