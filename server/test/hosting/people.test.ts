import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type TeacherSnapshot } from '../../protocol/class-snapshot.ts'
import { keysOf } from '../../src/auth/keys.ts'
import { signLaunch } from '../../src/auth/tickets.ts'
import { toUser } from '../../src/auth/user.ts'
import { build, type Client, next, pupil, send, serve, teacher, until } from '../helper.ts'
import { command, sync } from './lesson.ts'

/** The tests ask often. */
const often = { EVENTS_PER_SECOND: '1000' }

async function stateOf (client: Client, uid: string): Promise<string | undefined> {
  return (await sync(client) as TeacherSnapshot).roster.find((person) => person.uid === uid)?.state
}

t.test('people of a node that is gone leave after the grace', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, { ...often, LEAVE_GRACE_MS: '300' }, log), serve(t, { ...often, LEAVE_GRACE_MS: '300' }, log)])
  const { client: watcher } = await a.enter(teacher)
  await b.enter(pupil(1))
  const left = next(watcher, 'disconnected')
  await b.app.close()
  await until(async () => await stateOf(watcher, 's1') === 'away')
  t.match((await left)[1], { uid: 's1' })
  t.equal(await stateOf(watcher, 's1'), 'offline')
})

t.test('a class whose nodes are all gone finds out with the next one', async t => {
  const log = new MemoryLog()
  const a = await serve(t, { ...often, LEAVE_GRACE_MS: '100' }, log)
  await a.enter(pupil(1))
  await a.app.close()
  const b = await serve(t, { ...often, LEAVE_GRACE_MS: '100' }, log)
  const { client } = await b.enter(teacher)
  await until(async () => await stateOf(client, 's1') === 'offline')
  t.equal(await stateOf(client, 't1'), 'online')
})

t.test('somebody with two tabs stays until both are closed', async t => {
  const { enter } = await serve(t, { ...often, LEAVE_GRACE_MS: '100' })
  const { client: watcher } = await enter(teacher)
  const { client: first } = await enter(pupil(1))
  const { client: second } = await enter(pupil(1))
  first.disconnect()
  const { client: stranger } = await enter(pupil(2))
  stranger.disconnect()
  await until(async () => await stateOf(watcher, 's2') === 'offline')
  t.equal(await stateOf(watcher, 's1'), 'online')
  second.disconnect()
  await until(async () => await stateOf(watcher, 's1') === 'offline')
})

t.test('who is kicked is told so and cut, on any node; who is banned stays out', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  const { client: te } = await a.enter(teacher)
  for (const cmd of ['kick', 'ban']) {
    const { client } = await b.enter(pupil(1))
    const [told, cut] = [next(client, 'control'), next(client, 'disconnect')]
    t.match(await command(te, 'control', { cmd, uid: 's1' }), { ok: true })
    t.match(await told, [{ removed: cmd }])
    t.match(await cut, ['io server disconnect'])
  }
  await t.rejects(b.join(pupil(1)), /BANNED/)
})

t.test('a launch is used once on all nodes', async t => {
  const secrets = `a:${'k'.repeat(32)}`
  const log = new MemoryLog()
  const nodes = await Promise.all([1, 2, 3].map(() => build(t, { TICKET_SECRETS: secrets }, log)))
  const launch = await signLaunch(keysOf(secrets)[0], toUser(teacher), 'one')
  const replies = await Promise.all(nodes.map((app) => app.inject({ method: 'POST', url: '/socket/join', payload: { launch } })))
  t.strictSame(replies.map(({ statusCode }) => statusCode).sort(), [200, 403, 403])
})

t.test('who polls hears why they are cut, too', async t => {
  const { connect, enter, join } = await serve(t)
  const { client: te } = await enter(teacher)
  const client = connect('3-2', { ticket: (await join(pupil(1))).ticket }, { transports: ['polling'] })
  await send(client, 'join', {})
  const [told, cut] = [next(client, 'control'), next(client, 'disconnect')]
  t.match(await command(te, 'control', { cmd: 'kick', uid: 's1' }), { ok: true })
  t.match(await told, [{ removed: 'kick' }])
  await cut
})

t.test('who ends the class gets the answer, and everybody is told', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  const { client: te } = await a.enter(teacher)
  const { client } = await b.enter(pupil(1))
  const told = [te, client].map((each) => next(each, 'control'))
  t.match(await command(te, 'control', { cmd: 'end' }), { ok: true })
  for (const each of told) t.match(await each, [{ removed: 'end' }])
  await t.rejects(b.join(pupil(1)), /CLOSED/)
})

t.test('33 pupils want 32 seats on two nodes at the same moment', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  await a.app.inject({ method: 'POST', url: '/api/classrooms', payload: { title: '과학', capacity: 32, classCode: '3-2' } })
  const clients = await Promise.all(Array.from({ length: 33 }, async (_, i) => {
    const node = i % 2 ? a : b
    return node.connect('3-2', { ticket: (await node.join(pupil(i))).ticket })
  }))
  const replies = await Promise.all(clients.map((client) => send(client, 'join', {})))
  t.equal(replies.filter(({ ok }) => ok).length, 32)
  t.match(replies.filter(({ ok }) => !ok), [{ code: 'FULL' }])
})
