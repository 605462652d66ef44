import { request } from 'node:http'
import { connect as connectTcp, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { next, pupil, send, type Server, serve, teacher, until } from '../helper.ts'

async function metric ({ app }: Server, line: string): Promise<number> {
  const text = await app.metrics.registry.metrics()
  return Number(text.split('\n').find((each) => each.startsWith(`${line} `))?.split(' ')[1] ?? 0)
}
const cuts = (server: Server, reason: string) => metric(server, `classroom_connections_cut_total{reason="${reason}"}`)

/** A client that has joined its class and reads no more. */
async function freeze (t: Test, server: Server): Promise<{ tcp: Socket, sid: string }> {
  const { ticket } = await server.join(pupil(9))
  const tcp = connectTcp(Number(new URL(server.url).port), '127.0.0.1')
  t.teardown(() => tcp.destroy())
  let heard = ''
  tcp.on('data', (data) => { heard += data.toString() }).on('error', () => {})
  tcp.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${btoa('0123456789abcdef')}\r\n\r\n`)
  await until(() => heard.includes('"sid"'))
  for (const [packet, answer] of [[`40/3-2,${JSON.stringify({ ticket })}`, '40/3-2,'], ['42/3-2,["join",{}]', '"joined"']] as const) {
    tcp.write(masked(packet))
    await until(() => heard.includes(answer))
  }
  tcp.pause()
  return { tcp, sid: /40\/3-2,\{"sid":"([^"]+)"/.exec(heard)![1]! }
}

/** A text frame as clients send it; the mask is zero. */
function masked (text: string): Buffer {
  const payload = Buffer.from(text)
  const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([head, Buffer.alloc(4), payload])
}

t.test('a client that does not read is cut when too much waits for it, and nobody else', async (t) => {
  const server = await serve(t, { EVENTS_PER_SECOND: '10000', UNSENT_BYTES: '200000' })
  const { client } = await server.enter(teacher)
  const { client: other } = await server.enter(pupil(1))
  const { sid } = await freeze(t, server)
  const socket = [...server.app.classrooms.sockets()].find(({ id }) => id === sid)!
  const ended: string[] = []
  socket.on('disconnect', (reason) => ended.push(reason))
  const data = 'x'.repeat(50_000)
  // What the kernel takes for a client is beyond our sight.
  for (let i = 0; i < 1_000 && !ended.length; i++) t.match(await send(client, 'sendMedia', { type: 'x', data }), { ok: true })
  t.strictSame(ended, ['forced close'])
  t.equal(await cuts(server, 'slow'), 1)
  t.ok(other.connected)
})

t.test('a client that was too slow is told so, and goes on where it was', async (t) => {
  const server = await serve(t, { EVENTS_PER_SECOND: '10000', UNSENT_BYTES: '100000' })
  const { client: te } = await server.enter(teacher)
  const { client } = await server.enter(pupil(1))
  const heard: number[] = []
  client.on('sendMedia', ({ data }) => heard.push((data as { i: number }).i))
  await send(te, 'sendMedia', { type: 'x', data: { i: 0 } })
  await until(() => heard.length === 1)
  const tcp = (client.io.engine.transport as unknown as { ws: { _socket: Socket } }).ws._socket
  const closed = new Promise<unknown>((resolve) => client.on('disconnect', (_reason: string, details?: unknown) => resolve(details)))
  tcp.pause()
  let i = 0
  const x = 'x'.repeat(50_000)
  while (await cuts(server, 'slow') === 0) await send(te, 'sendMedia', { type: 'x', data: { i: ++i, x } })
  tcp.resume()
  t.match(await closed, { context: { code: 4008, reason: 'too slow' } })
  client.connect()
  await next(client, 'connect')
  t.ok(client.recovered)
  await until(() => heard.length > i)
  t.strictSame(heard, Array.from({ length: i + 1 }, (_, n) => n), 'nothing is missing, nothing twice')
  t.equal(await cuts(server, 'slow'), 1, 'what it had missed does not count against it')
})

t.test('one person has so many sockets, the oldest ends and is told why', async (t) => {
  const server = await serve(t, { SOCKETS_PER_PERSON: '2' })
  const { client: oldest } = await server.enter(pupil(1))
  const { client: second } = await server.enter(pupil(1))
  const { client: somebody } = await server.enter(pupil(2))
  const [told, cut] = [next(oldest, 'app:error'), next(oldest, 'disconnect')]
  await server.enter(pupil(1))
  t.match(await told, [{ code: 'RATE_LIMIT', retryable: false }])
  t.match(await cut, ['io server disconnect'])
  t.ok(second.connected && somebody.connected)
  t.equal(await cuts(server, 'too-many'), 1)
})

t.test('a socket that does not join is told why it ends', async (t) => {
  const server = await serve(t, { JOIN_TIMEOUT_MS: '100' })
  const client = server.connect('3-2', { ticket: (await server.join(teacher)).ticket })
  t.match(await next(client, 'app:error'), [{ code: 'NOT_JOINED' }])
  t.equal(await cuts(server, 'not-joined'), 1)
})

t.test('a connection that asks for nothing ends', async (t) => {
  const server = await serve(t, { JOIN_TIMEOUT_MS: '100' })
  const tcp = connectTcp(Number(new URL(server.url).port), '127.0.0.1')
  tcp.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${btoa('0123456789abcdef')}\r\n\r\n`)
  tcp.resume()
  await new Promise((resolve) => tcp.on('close', resolve))
  t.equal(server.app.io.engine.clientsCount, 0)
})

t.test('a full node sends people elsewhere', async (t) => {
  const server = await serve(t, { MAX_CONNECTIONS: '1' })
  const { ticket } = await server.join(teacher)
  await next(server.connect('3-2', { ticket }), 'connect')
  const polling = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)
  t.strictSame([polling.status, polling.headers.get('retry-after')], [503, '2'])
  t.match(await polling.json(), { code: 'UNAVAILABLE' })
  const upgrading = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': btoa('0123456789abcdef') }
  const reply = await new Promise<{ statusCode?: number, headers: object }>((resolve) => request(`${server.url}/socket.io/?EIO=4&transport=websocket`, { headers: upgrading }).on('response', resolve).end())
  t.match([reply.statusCode, reply.headers], [503, { 'retry-after': '2' }])
  await t.rejects(server.join(pupil(1)), /UNAVAILABLE/)
  t.match(server.app.readiness.reasons(), ['full'])
  t.equal(await metric(server, 'classroom_connections_refused_total{reason="unavailable"}'), 2)
})

t.test('whoever is refused opens no class and writes nothing', async (t) => {
  const log = new MemoryLog()
  const server = await serve(t, { TICKET_SECRETS: `k:${'s'.repeat(32)}` }, log)
  const nodes = server.app.node.stats()
  for (let i = 0; i < 20; i++) {
    const [error] = await next(server.connect(`class-${i}`, { ticket: 'x', pid: 'a', offset: 'b' }), 'connect_error')
    t.match(error.data, { code: 'FORBIDDEN', retryable: false })
  }
  await t.rejects(server.join({ ...teacher, classCode: 'other' }), /FORBIDDEN/)
  t.equal(server.app.classrooms.size, 0)
  t.strictSame(server.app.node.stats().namespaces, nodes.namespaces)
  t.equal(server.app.node.stats().machines, 0)
  t.equal(await metric(server, 'classroom_connections_refused_total{reason="forbidden"}'), 20)
})

t.test('whiteboards have a limit of their own', async (t) => {
  const server = await serve(t, { EVENTS_PER_SECOND: '5', BOARD_EVENTS_PER_SECOND: '10' })
  const { client } = await server.enter(teacher)
  const codes = async (event: string, count: number) => (await Promise.all(Array.from({ length: count }, () => send(client, event, {})))).map(({ code }) => code)
  const limited = (all: unknown[]) => all.filter((code) => code === 'RATE_LIMIT').length
  t.ok(limited(await codes('wb:op', 10)) === 0)
  t.ok(limited(await codes('wb:op', 10)) >= 8)
  t.match(await send(client, 'time:ping', { t0: 1 }), { ok: true })
  t.ok(await metric(server, 'classroom_socket_events_total{event="wb:op",result="RATE_LIMIT"}') >= 8)
})

t.test('the size of a command is limited by what it is', async (t) => {
  const server = await serve(t, { COMMAND_SIZE: '200', QUIZ_SIZE: '400' })
  const { client } = await server.enter(teacher)
  const message = (length: number, body: object) => ({ v: 1, cmdId: 'c', ...body, text: 'x'.repeat(length) })
  t.match(await send(client, 'chat:send', message(300, {})), { ok: false, code: 'TOO_LARGE', retryable: false })
  t.match(await send(client, 'chat:send', message(100, {})), { ok: true })
  const load = (text: string) => ({ v: 1, cmdId: 'd', cmd: 'load', set: { id: 's', title: 't', scoring: 'accuracy', questions: [{ id: 'q', type: 'ox', text, answer: 'O' }] } })
  t.match(await send(client, 'quiz:cmd', load('x'.repeat(200))), { ok: true })
  t.match(await send(client, 'quiz:cmd', { ...load('x'.repeat(400)), cmdId: 'e' }), { ok: false, code: 'TOO_LARGE' })
})
