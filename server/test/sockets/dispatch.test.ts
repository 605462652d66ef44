import t from 'tap'
import { namesOf, next, pupil, record, send, serve, teacher } from '../helper.ts'

const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown

const noObjects = { nothing: undefined, null: null, number: 0, text: 'text', boolean: false, array: [], 'array of rubbish': [null, { a: 1 }], nested: nested(2_000) }
const wrongObjects = {
  empty: {},
  binary: Buffer.from('x'),
  'fields of wrong types': { t0: '0', type: 7, data: 0 },
  'a field that is too long': { t0: {}, type: 'x'.repeat(500_000), data: 0 }
}

t.test('rubbish in place of a message is answered, and does no harm', async t => {
  const { enter } = await serve(t, { EVENTS_PER_SECOND: '1000' })
  const { client } = await enter(teacher)
  const all = { ...noObjects, ...wrongObjects }
  for (const [event, cases] of Object.entries({ sendMedia: all, 'time:ping': all, join: noObjects, itsme: noObjects, leave: noObjects })) {
    for (const [name, payload] of Object.entries(cases)) {
      t.match(await send(client, event, payload), { ok: false, code: 'BAD_REQUEST', message: String, retryable: false }, `${event}: ${name}`)
    }
  }
  t.match(await send(client, 'time:ping', { t0: 1 }), { ok: true, t0: 1 })
})

t.test('without an ack, the answer is an event', async t => {
  const { enter } = await serve(t)
  const { client } = await enter(teacher)
  const problem = next(client, 'app:error')
  client.emit('sendMedia', null as never)
  t.match(await problem, [{ code: 'BAD_REQUEST', message: String, retryable: false }])
})

t.test('data that is too deep to be sent on is refused', async t => {
  const { enter } = await serve(t)
  const { client } = await enter(teacher)
  const problem = next(client, 'app:error')
  // The client could not encode it either.
  client.io.engine.write(`2/3-2,["sendMedia",{"type":"x","data":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`)
  t.match(await problem, [{ code: 'BAD_REQUEST' }])
  t.match(await send(client, 'time:ping', { t0: 1 }), { ok: true })
})

t.test('names of the prototype are plain data', async t => {
  const { enter } = await serve(t)
  const { client } = await enter(teacher)
  const { client: watcher } = await enter(pupil())
  const data = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown
  const received = next(watcher, 'sendMedia')
  client.emit('sendMedia', { type: 'x', data })
  const [media] = await received
  t.equal(JSON.stringify(media.data), JSON.stringify(data))
  t.notOk('polluted' in {})
  for (const event of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'error']) client.emit(event as 'leave', {})
  t.match(await send(client, 'time:ping', { t0: 1 }), { ok: true }, 'and no events')
})

t.test('unknown events are ignored', async t => {
  const { enter } = await serve(t)
  const { client } = await enter(teacher)
  const seen = record(client)
  client.emit('quiz:unknown' as 'leave', {})
  t.match(await send(client, 'time:ping', { t0: 1 }), { ok: true })
  t.strictSame(namesOf(seen), [])
})

t.test('a flood is limited, and not answered with another one unless it asks', async t => {
  const { enter } = await serve(t, { EVENTS_PER_SECOND: '5' })
  const { client } = await enter(teacher)
  const seen = record(client)
  const first = next(client, 'app:error')
  for (let i = 0; i < 100; i++) client.emit('sendMedia', { type: 'x', data: i })
  t.match(await first, [{ code: 'RATE_LIMIT', retryable: true }])
  t.match(await send(client, 'sendMedia', { type: 'x', data: 0 }), { ok: false, code: 'RATE_LIMIT', retryable: true })
  t.ok(seen.filter(([event]) => event === 'app:error').length < 10)
})

t.test('counts what came of events', async t => {
  const { app, enter } = await serve(t)
  const { client } = await enter(teacher)
  await send(client, 'sendMedia', null)
  const text = await app.metrics.registry.metrics()
  t.match(text, 'classroom_socket_events_total{event="join",result="ok"} 1')
  t.match(text, 'classroom_socket_events_total{event="sendMedia",result="BAD_REQUEST"} 1')
})
