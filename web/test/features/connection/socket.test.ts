import t from 'tap'
import { next, until } from '../../../../server/test/helper.ts'
import { type ClassSocket, hurry, revive } from '../../../src/features/connection/socket.ts'
import { createPair } from '../../helpers/pair.ts'

const connect = async (client: ClassSocket): Promise<void> => {
  const connected = next(client, 'connect')
  client.connect()
  await connected
}

t.test('hurrying connects once, and leaves a live link alone', async t => {
  const { server, client } = await createPair(t)
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

t.test('a link that is alive is left alone', async t => {
  const { server, client, network } = await createPair(t)
  server.on('connection', socket => socket.on('time:ping', (_, ack) => ack({ ok: true })))
  await connect(client)
  const { id } = client
  await revive(client)
  t.equal(client.id, id)
  t.equal(network.connections, 1)
})

t.test('a dead link that looks well is replaced', async t => {
  const { client, network } = await createPair(t)
  await connect(client)
  const { id } = client
  network.change()
  const second = next(client, 'connect')
  await revive(client)
  await second
  t.not(client.id, id)
  t.equal(network.connections, 2)
})

t.test('an attempt that hangs is given up for a new one', async t => {
  const { client, network } = await createPair(t)
  network.stop()
  client.connect()
  await until(() => network.connections === 1)
  network.change()
  const connected = next(client, 'connect')
  await revive(client)
  await connected
  t.equal(network.connections, 2)
})

t.test('who has left is not brought back', async t => {
  const { client, network } = await createPair(t)
  await connect(client)
  client.disconnect()
  await revive(client)
  t.equal(client.active, false)
  t.equal(network.connections, 1)
})
