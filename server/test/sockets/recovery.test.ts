import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type Client, namesOf, next, pupil, record, send, serve, teacher } from '../helper.ts'

/** Cuts the link as a broken network would. */
function cut (client: Client): Promise<unknown> {
  const gone = next(client, 'disconnect')
  client.io.engine.close()
  return gone
}

t.test('a link that breaks goes on where it was, on any node', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  const { client: watcher } = await a.enter(teacher)
  const { client } = await a.enter(pupil())
  await send(watcher, 'sendMedia', { type: 'x', data: 0 })
  await next(client, 'sendMedia')
  const seen = record(watcher)
  const { id } = client
  await cut(client)
  await send(watcher, 'sendMedia', { type: 'missed', data: 1 })

  Object.assign(client.io, { uri: b.url })
  const missed = next(client, 'sendMedia')
  client.connect()
  await next(client, 'connect')
  t.strictSame([client.recovered, client.id], [true, id])
  t.equal([...b.app.classrooms.sockets()].length, 1)
  t.match(await missed, [{ type: 'missed' }])
  t.match(await send(client, 'sendMedia', { type: 'back', data: 2 }), { ok: true }, 'without another handshake')
  await next(watcher, 'sendMedia')
  t.strictSame(namesOf(seen), ['sendMedia'], 'nobody heard of it')
})

t.test('whoever comes back after the grace is announced again', async t => {
  const { enter } = await serve(t, { LEAVE_GRACE_MS: '50' })
  const { client: watcher } = await enter(teacher)
  const { client } = await enter(pupil())
  const left = next(watcher, 'disconnected')
  await cut(client)
  await left
  const arrival = next(watcher, 'join')
  client.connect()
  t.match(await arrival, [{ uid: 's1' }])
  t.ok(client.recovered)
})

t.test('rubbish in place of a session brings a new one', async t => {
  const { connect, join } = await serve(t)
  const { ticket } = await join(teacher)
  for (const session of [{ pid: '__proto__', offset: 'x' }, { pid: 'x', offset: '__proto__' }, { pid: 'x'.repeat(100_000), offset: '' }, { pid: {}, offset: [] }]) {
    const client = connect('3-2', { ticket, ...session })
    await next(client, 'connect')
    t.notOk(client.recovered)
  }
})

t.test('the session of somebody else is of no use', async t => {
  const { enter, join } = await serve(t)
  const { client } = await enter(pupil(1))
  await cut(client)
  client.auth = { ticket: (await join(pupil(2))).ticket }
  client.connect()
  const [error] = await next(client, 'connect_error')
  t.match(error.data, { code: 'FORBIDDEN' })
})
