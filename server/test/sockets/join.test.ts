import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type RosterEntry } from '../../protocol/snapshot.ts'
import { namesOf, next, pupil, record, send, serve, teacher } from '../helper.ts'

t.test('the handshake', async t => {
  const { join, connect } = await serve(t)
  const client = connect('3-2', { ticket: (await join(teacher)).ticket })
  await next(client, 'connect')

  const connected = next(client, 'connected')
  client.emit('itsme', { sessionId: 'of somebody else' })
  t.equal((await connected)[0], client.id, 'answered with the socket that asked')

  const joined = next(client, 'joined')
  client.emit('join', { eventName: 'join', classCode: 'x', userType: 'ST', userName: 'x', sessionId: 'x', teacher: {}, student: {}, sockMessage: {} })
  const [snapshot] = await joined
  t.match(snapshot, {
    v: 1,
    me: { uid: 't1', role: 'TE', name: teacher.userName },
    class: { classCode: '3-2', title: '3-2' },
    roster: [{ uid: 't1', name: teacher.userName, role: 'TE', state: 'online' }],
    modes: { share: true }
  }, 'who joins is what the ticket says')
  t.ok(Math.abs(snapshot.now - Date.now()) < 5_000)
})

t.test('connected goes to nobody else', async t => {
  const { enter } = await serve(t)
  const { client: first } = await enter(teacher)
  const seen = record(first)
  const { client: second } = await enter(pupil())
  second.emit('sendMedia', { type: 'fence', data: null })
  await next(first, 'sendMedia')
  t.strictSame(namesOf(seen), ['join', 'sendMedia'])
})

t.test('the others hear once of a person, whatever the person does', async t => {
  const { enter } = await serve(t)
  const { client: watcher } = await enter(teacher)
  const seen = record(watcher)
  const { client } = await enter(pupil())
  client.emit('join', {})
  await next(client, 'joined')
  await enter(pupil())
  const fence = next(watcher, 'sendMedia')
  client.emit('sendMedia', { type: 'fence', data: null })
  await fence
  t.match(seen.filter(([event]) => event === 'join'), [
    ['join', { eventName: 'join', classCode: '3-2', uid: 's1', userType: 'ST', userName: '학생1', sessionId: client.id }]
  ])
  t.equal(seen.filter(([event]) => event === 'join').length, 1)
})

t.test('pupils see how many are there, teachers see who', async t => {
  const { enter } = await serve(t)
  await enter(pupil(1))
  const { snapshot } = await enter(pupil(2))
  t.strictSame(snapshot.roster, { te: 0, st: 2 })
  const { snapshot: ofTeacher } = await enter(teacher)
  t.match(ofTeacher.roster, [{ uid: 's1', stuNo: '1' }, { uid: 's2', stuNo: '2' }, { uid: 't1' }])
})

t.test('a class on two nodes is one class', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  const { client } = await a.enter(teacher)
  const joins = record(client)
  const { snapshot } = await b.enter(pupil(1))
  t.strictSame(snapshot.roster, { te: 1, st: 1 })
  const second = await a.enter(pupil(1))
  const { snapshot: { roster } } = await b.enter({ ...teacher, tempUsrId: 't2' })
  t.strictSame((roster as RosterEntry[]).map(({ uid }) => uid).sort(), ['s1', 't1', 't2'])
  t.equal((await send(second.client, 'sendMedia', { type: 'fence', data: null })).ok, true)
  await next(client, 'sendMedia')
  t.strictSame(joins.filter(([event]) => event === 'join').map(([, notice]) => (notice as { uid: string }).uid), ['s1', 't2'], 'one notice per person')
})
