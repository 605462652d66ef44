import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { Kafka, logLevel } from 'kafkajs'
import { Server } from 'socket.io'
import { createAdapter, type KafkaAdapter, type Machine, replicate } from '../../src/index.ts'

/*
 * A server in a process of its own: arguments are the broker, the topic and the options of the adapter as JSON. It prints its port.
 * Clients of /room-N can: `say` something to all, `add` to a replicated list, `state` (the list), `stats`.
 */
const [broker, topic, options] = process.argv.slice(2)

const list: Machine<string[], string, number> = {
  name: 'list',
  version: 1,
  initial: () => [],
  apply: (state, text) => ({ state: [...state, text], result: state.length + 1 })
}

const errors: string[] = []
const http = createServer()
const io = new Server(http, {
  adapter: createAdapter(new Kafka({ clientId: 'pod', brokers: [broker!], logLevel: logLevel.NOTHING }), {
    topic, onError: (error) => errors.push(error.message), ...JSON.parse(options ?? '{}') as object
  }),
  connectionStateRecovery: { maxDisconnectionDuration: 20_000, skipMiddlewares: true },
  cleanupEmptyChildNamespaces: true,
  pingInterval: 30_000
})

io.on('new_namespace', (nsp) => replicate(nsp, list))
io.of(/^\/room-\w+$/).on('connection', (socket) => {
  const { nsp } = socket
  const replica = replicate(nsp, list)
  if (!socket.recovered) socket.data = { name: socket.handshake.auth.name }
  void socket.join('members')
  socket.on('say', (text) => nsp.to('members').emit('said', text))
  socket.on('add', (text, ack) => {
    replica.submit(text).then(({ result }) => ack({ result }), (error: Error) => ack({ error: error.message }))
  })
  socket.on('state', (ack) => ack(replica.state))
  socket.on('who', (ack) => {
    nsp.fetchSockets().then((sockets) => ack(sockets.map(({ data }) => data.name)), (error: Error) => ack(error.message))
  })
  socket.on('stats', (ack) => ack({ ...(io.of('/').adapter as unknown as KafkaAdapter).stats(), errors }))
})

await io.of('/').adapter.init()
http.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (http.address() as AddressInfo).port })))
process.on('SIGTERM', () => { void io.close() })
