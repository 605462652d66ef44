import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import t, { type Test } from 'tap'
import { next } from '../../../../server/test/helper.ts'
import { bindHandshake } from '../../../src/features/connection/handshake.ts'
import { type ClassSocket, hurry, move } from '../../../src/features/connection/socket.ts'

const user = { usrTpCd: 'ST', role: 'ST', uid: 'u-1', userName: '김민준', classCode: '3-2', tempUsrId: 'u-1' } as const

/** A server, and a client that would wait a minute before it comes back by itself. */
async function pair (t: Test): Promise<{ server: Server, client: ClassSocket }> {
  const http = createServer()
  const server = new Server(http, { connectionStateRecovery: {} })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const client: ClassSocket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`, {
    transports: ['websocket'], reconnectionDelay: 60_000, reconnectionDelayMax: 60_000, randomizationFactor: 0, autoConnect: false
  })
  t.teardown(() => server.close())
  t.teardown(() => client.disconnect())
  return { server, client }
}

t.test('itsme on connect, join on the own `connected` alone', async t => {
  const { server, client } = await pair(t)
  const joins: unknown[] = []
  const joined = new Promise<void>(resolve => {
    server.on('connection', socket => {
      socket.on('itsme', info => {
        t.match(info, { ...user, sessionId: socket.id })
        socket.emit('connected', 'somebody else')
        socket.emit('connected', socket.id)
      })
      socket.on('join', dto => { joins.push(dto); socket.emit('connected', 'somebody else', 'an offset'); socket.emit('last') })
      client.on('last' as never, resolve as never)
    })
  })
  bindHandshake(client, () => user)
  client.connect()
  await joined
  t.match(joins, [{ eventName: 'join', classCode: '3-2', userType: 'ST', userName: '김민준', sessionId: client.id, student: user, teacher: {}, sockMessage: {} }])
  t.equal(joins.length, 1)
})

t.test('a recovered session introduces nobody', async t => {
  const { server, client } = await pair(t)
  let introductions = 0
  server.on('connection', socket => socket.on('itsme', () => { introductions++; socket.emit('connected', 'not this one') }))
  bindHandshake(client, () => user)
  const known = next(client, 'connected')
  client.connect()
  await known
  const gone = next(client, 'disconnect')
  move(client)
  t.equal((await gone)[0], 'forced close')
  const back = next(client, 'connect')
  hurry(client)
  await back
  t.equal(client.recovered, true)
  await new Promise(resolve => client.timeout(1000).emit('time:ping', { t0: 0 }, resolve))
  t.equal(introductions, 1)
})

t.test('hurrying connects once, and leaves a live link alone', async t => {
  const { server, client } = await pair(t)
  let connections = 0
  server.on('connection', () => { connections++ })
  const first = next(client, 'connect')
  client.connect()
  hurry(client)
  await first
  hurry(client)
  t.equal(client.connected, true)
  const gone = next(client, 'disconnect')
  for (const { conn } of server.sockets.sockets.values()) conn.close()
  await gone
  const back = next(client, 'connect')
  hurry(client)
  hurry(client)
  await back
  t.equal(connections, 2)
  t.equal(server.engine.clientsCount, 1, 'no second link was left over')
})
