import t from 'tap'
import { next } from '../../../../server/test/helper.ts'
import { hurry } from '../../../src/features/connection/socket.ts'
import { createPair } from '../../helpers/pair.ts'

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
