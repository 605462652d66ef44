import t from 'tap'
import { next } from '../../../../server/test/helper.ts'
import { bindHandshake } from '../../../src/features/connection/handshake.ts'
import { hurry, move } from '../../../src/features/connection/socket.ts'
import { createPair, user } from '../../helpers/pair.ts'

t.test('itsme on connect, join on the own `connected` alone', async t => {
  const { server, client } = await createPair(t)
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
  const { server, client } = await createPair(t)
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
