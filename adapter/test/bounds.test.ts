import t from 'tap'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { createAdapter, LogFullError, MemoryLog, OverflowError } from '../src/index.ts'
import { adapterOf, startCluster, until } from './cluster.ts'
import { kafkaClient } from './kafka/kafka-fixture.ts'
import { identity, startRoamer, withRecovery } from './roamer.ts'

t.test('sessions are bounded by bytes: those that were stated longest ago go first, and it is told', async (t) => {
  const log = new MemoryLog({ partitions: 1 })
  const nodes = await startCluster(t, () => log, 2, { ...withRecovery, adapterOptions: { sessionBytes: 1_000 } })
  const early = identity((await startRoamer(nodes)).socket)
  for (let i = 0; i < 5; i++) await startRoamer(nodes)
  const late = identity((await startRoamer(nodes)).socket)
  await nodes[1]!.io.fetchSockets()
  const stats = adapterOf(nodes[1]!.io.of('/')).stats()
  t.ok(stats.sessions > 0 && stats.sessions < 7, `${stats.sessions} sessions`)
  t.ok(stats.sessionBytes > 0 && stats.sessionBytes <= 1_000)
  t.ok(stats.sessionOverflows >= 7 - stats.sessions)
  for (const { errors } of nodes) {
    t.equal(errors.length, 1, 'told once')
    t.ok(errors[0] instanceof OverflowError && errors[0].message.includes('"sessionBytes"'))
  }
  t.equal((await nodes[1]!.connect('/', { auth: late.auth })).id, late.id)
  t.not((await nodes[1]!.connect('/', { auth: early.auth })).id, early.id)
})

t.test('broadcasts are bounded by bytes, and it is told', async (t) => {
  const log = new MemoryLog({ partitions: 1 })
  const [node] = await startCluster(t, () => log, 1, { ...withRecovery, adapterOptions: { windowBytes: 2_000 } })
  const { io, errors } = node!
  for (let i = 0; i < 30; i++) io.emit('test', 'x'.repeat(100))
  await io.fetchSockets()
  const stats = adapterOf(io.of('/')).stats()
  t.ok(stats.windowBytes <= 2_000)
  t.ok(stats.windowOverflows >= 15)
  t.match(errors, [{ name: 'OverflowError', message: /"windowBytes"/ }])
  t.equal(errors.length, 1, 'told once')
})

for (const [bound, size] of [['maxQueuedFrames', 10], ['maxQueuedBytes', 1_000]] as const) {
  t.test(`what waits until there is a connection is bounded by ${bound}`, async (t) => {
    const errors: Error[] = []
    const options = { [bound]: size, deliveryTimeout: 500, onError: (error: Error) => errors.push(error) }
    const io = new Server(createServer(), { adapter: createAdapter(kafkaClient(['127.0.0.1:1']), options) })
    t.teardown(() => io.close())
    const stats = () => adapterOf(io.of('/')).stats()
    for (let i = 0; i < 20; i++) io.emit('test', 'x'.repeat(20))
    const { waitingFrames } = stats()
    t.ok(waitingFrames > 0 && waitingFrames <= 10, `${waitingFrames} wait`)
    await until(() => errors.length >= 20)
    t.equal(errors.filter((error) => error instanceof LogFullError).length, 20 - waitingFrames)
    t.match(stats(), { waitingFrames: 0, publishErrors: 20 })
  })
}
