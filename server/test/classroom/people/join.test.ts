import t from 'tap'
import { lobbyEntry, nodesOf, snapshotFor } from '../../../src/classroom/index.ts'
import { codeOf, createLesson, graceMs, reaches, startedLesson } from '../lesson.ts'

const teacher = { uid: 't', role: 'TE' } as const

t.test('a person is announced to the others, once, whatever sockets they open', async (t) => {
  const lesson = startedLesson('a')
  t.match(lesson.join('b', 'ST', { name: 'Bora', sid: 'b-1', stuNo: '7' }), { ok: true, first: true })
  const joins = lesson.notices().filter((notice) => 'event' in notice && notice.event === 'join')
  const told = { eventName: 'join', classCode: '3-2', uid: 'b', userType: 'ST', userName: 'Bora', sessionId: 'b-1' }
  t.same(joins, [
    { to: ['st'], except: ['u:b'], event: 'join', args: [told] },
    { to: ['te'], except: ['u:b'], event: 'join', args: [{ ...told, stuNo: '7' }] }
  ])
  t.match(lesson.join('b', 'ST', { name: 'Bora', sid: 'b-2' }), { ok: true, first: false })
  lesson.join('b', 'ST', { name: 'Bora', sid: 'b-2' })
  t.same(lesson.told(teacher, 'join'), [])
  t.same(lesson.state.people.table[0]![2]!.sockets, [['pod-1', 'b-1'], ['pod-1', 'b-2']])
})

t.test('a socket that was recovered on another pod is there once', async (t) => {
  const lesson = startedLesson('a')
  lesson.join('a', 'ST', { node: 'pod-2' })
  t.same([...nodesOf(lesson.state)].sort(), ['pod-1', 'pod-2'])
  lesson.drop('a')
  t.same(lesson.told(teacher, 'presence'), [], 'the end of the old one ends nothing')
  lesson.drop('a', { node: 'pod-2' })
  t.match(lesson.told(teacher, 'presence'), [{ people: [{ uid: 'a', state: 'away' }] }])
})

t.test('a class without a title is called as the first one who comes says', async (t) => {
  const lesson = createLesson()
  lesson.join('a', 'ST', { title: '3학년 2반' })
  lesson.join('t', 'TE', { title: '수학' })
  t.equal(lesson.state.info.title, '3학년 2반')
  t.match(lesson.state.outbox.records[0], { kind: 'run', title: '3학년 2반' })
})

t.test('who is new, and who is called otherwise, is recorded', async (t) => {
  const lesson = createLesson()
  lesson.join('a', 'ST', { name: 'Ara', stuNo: '3' })
  lesson.join('a', 'ST', { name: 'Ara', stuNo: '3', sid: 'a-2' })
  lesson.join('a', 'ST', { name: 'Arang' })
  t.match(lesson.state.outbox.records.map(({ n, kind }) => [n, kind]), [[1, 'run'], [2, 'person'], [3, 'person']])
  t.match(lesson.state.outbox.records[2], { uid: 'a', role: 'ST', name: 'Arang', run: `3-2-${lesson.at.toString(36)}` })
  t.notOk('stuNo' in lesson.state.outbox.records[2]!)
})

t.test('teachers see the register in order; pupils see how many are there', async (t) => {
  const lesson = createLesson()
  lesson.join('t', 'TE', { name: 'Han' })
  for (const [uid, name, stuNo] of [['a', '하나', '10'], ['b', '나리', '9'], ['c', '다솜', undefined], ['d', '가람', undefined], ['e', '마루', '9']] as const) lesson.join(uid, 'ST', { name, stuNo })
  lesson.drop('b')
  const seen = snapshotFor(lesson.state, teacher, lesson.at)
  t.same((seen?.roster as Array<{ uid: string }>).map(({ uid }) => uid), ['b', 'e', 'a', 'd', 'c', 't'])
  t.match((seen?.roster as object[])[0], { uid: 'b', name: '나리', role: 'ST', stuNo: '9', state: 'away', muted: false, factor: 1, colour: 2 })
  t.same(snapshotFor(lesson.state, { uid: 'a', role: 'ST' }, lesson.at)?.roster, { te: 1, st: 4 })
})

t.test('a class that was forgotten for hours starts anew, and keeps what is to be recorded', async (t) => {
  const lesson = startedLesson('a')
  lesson.system('class:open', { title: 'Science', capacity: 30, owner: 't' })
  lesson.pupil('a', 'chat:send', { text: 'hello' })
  const entries = lesson.state.outbox.next
  const first = lesson.state.run?.id
  lesson.wait(7 * 3_600_000)
  lesson.join('b')
  t.equal(lesson.state.run?.id, first, 'somebody is there')
  for (const uid of ['t', 'a', 'b']) lesson.drop(uid)
  lesson.wait(7 * 3_600_000)
  lesson.join('a')
  t.not(lesson.state.run?.id, first)
  t.same([lesson.state.people.next, lesson.state.info.title], [1, 'Science'])
  t.equal(lesson.state.chat.lines.length, 1, 'the line that says that they have come')
  t.ok(lesson.state.outbox.next > entries && lesson.state.outbox.chat.length === 1)
})

t.test('after the end only a teacher opens the class again, as a new one', async (t) => {
  const lesson = startedLesson('a')
  lesson.system('class:open', { title: 'Science', capacity: 30, owner: 't' })
  t.equal(lobbyEntry(lesson.state)?.online, 1)
  lesson.teacher('control', { cmd: 'end' })
  t.equal(lobbyEntry(lesson.state), undefined)
  t.equal(codeOf(lesson.join('a')), 'CLOSED')
  t.equal(codeOf(lesson.join('t', 'TE')), 'ok')
  t.equal(codeOf(lesson.join('a')), 'ok')
  t.equal(lesson.state.info.title, '')
})

t.test('somebody who comes back after the grace has gone and come, even if nobody said that it was over', async (t) => {
  const lesson = startedLesson('a')
  lesson.drop('a')
  lesson.wait(graceMs)
  lesson.join('a', 'ST', { sid: 'a-2' })
  const toTeachers = lesson.notices().filter((notice) => reaches(notice, teacher, '3-2'))
  const events = toTeachers.flatMap((notice) => 'event' in notice && ['join', 'disconnected'].includes(notice.event) ? [[notice.event, notice.event === 'join' ? notice.args[0].sessionId : notice.args[0]]] : [])
  t.same(events, [['disconnected', 'a-1'], ['join', 'a-2']])
})
