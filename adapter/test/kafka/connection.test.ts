import { once } from 'node:events'
import { type AddressInfo, type Socket, connect as connectSocket, createServer } from 'node:net'
import { type ISocketFactory, Kafka, logLevel } from 'kafkajs'
import t, { type Test } from 'tap'
import { destroyConnection, tuneConnection } from '../../src/kafka/connection.ts'
import { type Connection, encodedRequest, internalsOf } from '../../src/kafka/kafkajs.ts'

const TIMEOUT = 200

/** A connection of kafkajs to a server that does with it what it is told. */
const connect = async (t: Test, serve: (socket: Socket) => void) => {
  const accepted: Socket[] = []
  const server = createServer(socket => {
    accepted.push(socket.on('error', () => {}))
    serve(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const noDelay: unknown[] = []
  const socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connectSocket({ host, port }, onConnect)
    const { setNoDelay } = socket
    socket.setNoDelay = value => {
      noDelay.push(value)
      return setNoDelay.call(socket, value)
    }
    return socket
  }
  const kafka = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING, socketFactory })
  const pool = await internalsOf(kafka).buildPool()
  const connection = pool.pool[0]!
  let closed = 0
  const onClosed: (() => void)[] = []
  tuneConnection(connection, TIMEOUT, () => {
    closed++
    for (const resolve of onClosed) resolve()
  })
  t.teardown(() => {
    destroyConnection(connection)
    for (const socket of accepted) socket.destroy()
    server.close()
  })
  const untilClosed = (): Promise<void> => new Promise(resolve => { onClosed.push(resolve) })
  return { connection, accepted, noDelay, untilClosed, closed: () => closed }
}

const ask = (connection: Connection): Promise<unknown> => (connection as Connection & { send (call: object): Promise<unknown> })
  .send({ request: encodedRequest('ApiVersions', 1, Buffer.alloc(0)), response: { decode: async () => 'decoded', parse: async (data: unknown) => data } })

const answer = (request: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 4]), request.subarray(8, 12)])

t.test('an answer that does not come in time ends the connection, and the request learns of it', async t => {
  const { connection, untilClosed } = await connect(t, socket => { socket.resume() })
  await connection.connect()
  const start = performance.now()
  const closed = untilClosed()
  await t.rejects(ask(connection), /no answer from 127\.0\.0\.1:\d+ for 200 ms/)
  t.ok(performance.now() - start >= TIMEOUT)
  t.ok(performance.now() - start < 5 * TIMEOUT)
  await closed
})

t.test('a slow answer is fine while something comes, and so is silence when nothing was asked', async t => {
  const { connection, closed } = await connect(t, socket => {
    socket.on('data', async request => {
      for (const byte of answer(request)) {
        await new Promise(resolve => setTimeout(resolve, TIMEOUT / 3))
        socket.write(Buffer.from([byte]))
      }
    })
  })
  await connection.connect()
  t.equal(await ask(connection), 'decoded')
  await new Promise(resolve => setTimeout(resolve, 2 * TIMEOUT))
  t.equal(closed(), 0)
})

t.test('a connection that the other side ends is told of once', async t => {
  const { connection, accepted, untilClosed, closed } = await connect(t, socket => { socket.resume() })
  await connection.connect()
  const pending = t.rejects(ask(connection))
  const ended = untilClosed()
  while (accepted.length === 0) await new Promise(resolve => setImmediate(resolve))
  accepted[0]!.destroy()
  await Promise.all([pending, ended])
  t.equal(closed(), 1)
})

t.test('calls at the same time share one socket', async t => {
  const { connection, accepted } = await connect(t, socket => { socket.on('data', request => socket.write(answer(request))) })
  await Promise.all([connection.connect(), connection.connect()])
  await ask(connection)
  t.equal(accepted.length, 1)
})

t.test('an idle connection does not wake up every millisecond', async t => {
  const { connection } = await connect(t, socket => { socket.on('data', request => socket.write(answer(request))) })
  await connection.connect()
  await ask(connection)
  let timers = 0
  const { setTimeout: set } = globalThis
  globalThis.setTimeout = Object.assign((...args: Parameters<typeof set>) => {
    timers++
    return set(...args)
  }, set)
  await new Promise(resolve => set(resolve, 100))
  globalThis.setTimeout = set
  t.equal(timers, 0)
})

t.test('requests that the broker throttles are still sent', async t => {
  const { connection } = await connect(t, socket => { socket.on('data', request => socket.write(answer(request))) })
  await connection.connect()
  Object.assign(connection.requestQueue, { throttledUntil: Date.now() + 100 })
  const start = Date.now()
  t.equal(await ask(connection), 'decoded')
  t.ok(Date.now() - start >= 99)
})

t.test('small requests are not held back', async t => {
  const { connection, noDelay } = await connect(t, () => {})
  await connection.connect()
  t.same(noDelay, [true])
})

t.test('a connection that was destroyed is not made again', async t => {
  const { connection, untilClosed } = await connect(t, () => {})
  await connection.connect()
  const closed = untilClosed()
  destroyConnection(connection)
  await closed
  await t.rejects(connection.connect(), /closed/)
})
