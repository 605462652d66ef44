import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import t from 'tap'
import { next, send, serve, teacher, until } from '../helper.ts'

const handshake = '/socket.io/?EIO=4&transport='

/** Resolves to the HTTP status of an upgrade. */
function upgrade (url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const upgrading = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': btoa('0123456789abcdef') }
    request(`${url}${handshake}websocket`, { headers: { ...headers, ...upgrading } })
      .on('upgrade', ({ statusCode = 0 }, socket) => resolve(socket.destroy() && statusCode))
      .on('response', ({ statusCode = 0 }) => resolve(statusCode))
      .on('error', reject)
      .end()
  })
}

t.test('pages of foreign origins get neither a handshake nor an upgrade', async t => {
  const { url } = await serve(t, { ALLOWED_ORIGINS: 'https://school.example' })
  for (const [origin, allowed] of [['https://school.example', true], ['https://evil.example', false], [url, true], [undefined, true]] as const) {
    const headers: Record<string, string> = origin ? { origin } : {}
    t.equal((await fetch(`${url}${handshake}polling`, { headers })).status, allowed ? 200 : 403, `polling from ${origin}`)
    t.equal(await upgrade(url, headers), allowed ? 101 : 400, `WebSocket from ${origin}`)
  }
})

t.test('there are only namespaces of classes', async t => {
  const { connect, join } = await serve(t)
  const { ticket } = await join(teacher)
  const [inMain] = await next(connect('', { ticket }), 'connect_error')
  t.match(inMain.data, { code: 'FORBIDDEN' })
  for (const name of ['admin', 'a b', 'x'.repeat(65), '3-2/x']) {
    const [error] = await next(connect(name, { ticket }), 'connect_error')
    t.equal(error.message, 'Invalid namespace', name)
  }
})

t.test('a frame that is too large ends its connection only', async t => {
  const { enter } = await serve(t)
  const { client } = await enter(teacher)
  const { client: other } = await enter({ ...teacher, tempUsrId: 't2' })
  const cut = next(client, 'disconnect')
  client.emit('sendMedia', { type: 'x', data: 'x'.repeat(1024 * 1024) })
  t.equal((await cut)[0], 'transport close')
  t.match(await send(other, 'time:ping', { t0: 1 }), { ok: true })
  t.match(await send(other, 'sendMedia', { type: 'x', data: 'x'.repeat(1000 * 1000) }), { ok: true })
})

t.test('polling works as well', async t => {
  const { connect, join } = await serve(t)
  const client = connect('3-2', { ticket: (await join(teacher)).ticket }, { transports: ['polling'] })
  await next(client, 'connect')
  t.match(await send(client, 'time:ping', { t0: 1 }), { ok: true })
})

t.test('a node that takes nobody refuses connections, and clients try again', async t => {
  const { app, connect, join } = await serve(t)
  const { ticket } = await join(teacher)
  app.readiness.refuse()
  const client = connect('3-2', { ticket }, { reconnection: true })
  await next(client, 'connect_error')
  t.ok(client.active)
})

t.test('closing takes connected clients along', async t => {
  const { app, enter } = await serve(t)
  const { client } = await enter(teacher)
  const gone = next(client, 'disconnect')
  await app.close()
  t.equal((await gone)[0], 'transport close', 'so that they connect again by themselves')
})

t.test('closing waits for what is asked, not for connections that are kept', { timeout: 30_000 }, async t => {
  const { app, url } = await serve(t)
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  const body = JSON.stringify(teacher)
  const asking = request(`${url}/socket/join`, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } })
  asking.flushHeaders()
  await once(app.server, 'request')
  const closed = app.close()
  await until(() => !app.server.listening)
  asking.end(body)
  const [response] = await once(asking, 'response') as [IncomingMessage]
  response.resume()
  await closed
  t.ok(response.statusCode)
})
