import t from 'tap'
import { replicate } from '../src/index.ts'
import { type Log } from '../src/log.ts'
import { MemoryLog } from '../src/memory-log.ts'
import { type TestNode, adapterOf, received, record, settled, startCluster, startNode, until } from './cluster.ts'
import { holdable } from './holdable-log.ts'
import { identity, Roamer, startRoamer, withRecovery } from './roamer.ts'

const options = {
  connectionStateRecovery: { maxDisconnectionDuration: 2_000, skipMiddlewares: true },
  adapterOptions: { window: 4_000, windowBytes: 2_000, heartbeatInterval: 200, heartbeatTimeout: 1_000 }
}

/** For tests of the place where a client goes on, however long they take. */
const patient = { ...withRecovery, adapterOptions: { ...options.adapterOptions, heartbeatTimeout: 20_000 } }

/** Pushes what was there before out of the window: one partition, so that every namespace is a neighbour. */
async function fillWindow (node: TestNode): Promise<void> {
  const neighbour = await node.connect('/neighbour')
  const arrived = received(neighbour, 'noise', 40)
  for (let i = 0; i < 40; i++) node.io.of('/neighbour').emit('noise', 'x'.repeat(100))
  await arrived
  neighbour.disconnect()
}

async function startSmallCluster (t: Parameters<typeof startCluster>[0]): Promise<TestNode[]> {
  const log = new MemoryLog({ partitions: 1 })
  const nodes = await startCluster(t, () => log, 2, options)
  nodes.forEach(({ io }) => io.of('/neighbour'))
  return nodes
}

t.test('what the window no longer holds is not recovered, and never with a hole', async (t) => {
  const nodes = await startSmallCluster(t)
  const client = await startRoamer(nodes)
  const seen = record(client.socket, 'test')
  nodes[0]!.io.emit('test', 1)
  await settled(nodes[0]!.io, [client.socket])
  await client.drop()
  nodes[0]!.io.emit('test', 'missed')
  await fillWindow(nodes[0]!)
  t.equal(await client.moveTo(1), false)
  t.same(seen, [1])
})

t.test('a client whose class was silent while others filled the window has missed nothing, and recovers', async (t) => {
  const nodes = await startSmallCluster(t)
  const client = await startRoamer(nodes)
  const seen = record(client.socket, 'test')
  nodes[0]!.io.emit('test', 1)
  await settled(nodes[0]!.io, [client.socket])
  await fillWindow(nodes[0]!)
  // Its node says again where it stands.
  const { asOf } = adapterOf(nodes[0]!.io.of('/')).stats()
  await until(() => adapterOf(nodes[0]!.io.of('/')).stats().asOf > asOf + 1_500)
  await client.drop()
  nodes[1]!.io.emit('test', 'while it was away')
  t.equal(await client.moveTo(1), true)
  await settled(nodes[1]!.io, [client.socket])
  t.same(seen, [1, 'while it was away'])
})

t.test('when the window passes it by while it is in a middleware, it is cut, and starts afresh', async (t) => {
  const log = new MemoryLog({ partitions: 1 })
  const nodes = await startCluster(t, () => log, 2, { ...options, connectionStateRecovery: { maxDisconnectionDuration: 2_000, skipMiddlewares: false } })
  nodes.forEach(({ io }) => io.of('/neighbour'))
  const client = await startRoamer(nodes)
  const seen = record(client.socket, 'test')
  nodes[0]!.io.emit('test', 1)
  await settled(nodes[0]!.io, [client.socket])
  await client.drop()
  const gone = new Promise((resolve) => client.socket.once('disconnect', resolve))
  let first = true
  nodes[1]!.io.use((_socket, next) => {
    if (!first) return next()
    first = false
    nodes[0]!.io.emit('test', 'missed')
    fillWindow(nodes[0]!).then(() => next(), next)
  })
  await client.moveTo(1)
  await gone
  t.equal(await client.moveTo(0), false)
  t.same(seen, [1])
})

t.test('who comes back too late does not recover', async (t) => {
  const nodes = await startSmallCluster(t)
  const client = await startRoamer(nodes)
  await client.drop()
  const { asOf } = adapterOf(nodes[1]!.io.of('/')).stats()
  await until(() => adapterOf(nodes[1]!.io.of('/')).stats().asOf > asOf + 2_500)
  t.equal(await client.moveTo(1), false)
})

for (const isFull of [false, true]) {
  const outcome = isFull ? 'does not recover once the window has passed it by' : 'recovers from where it was'

  t.test(`a client that breaks off in a middleware ${outcome}`, async (t) => {
    const log = new MemoryLog({ partitions: 1 })
    const nodes = await startCluster(t, () => log, 2, { ...patient, connectionStateRecovery: { maxDisconnectionDuration: 5_000, skipMiddlewares: false } })
    nodes.forEach(({ io }) => io.of('/neighbour'))
    const client = await startRoamer(nodes)
    const seen = record(client.socket, 'test')
    await client.drop()
    const [first, second] = nodes.map(({ io }) => io) as [TestNode['io'], TestNode['io']]
    const entered = new Promise<() => void>((resolve) => second.use((_socket, next) => resolve(next)))
    if (!isFull) first.emit('test', 'before it came')
    void client.moveTo(1)
    const leave = await entered
    first.emit('test', 'while it was on its way')
    if (isFull) await fillWindow(nodes[0]!)
    else await first.fetchSockets()
    client.socket.io.engine.close()
    await until(() => second.engine.clientsCount === 0)
    leave()
    // What its node says of it stands in the log before this request.
    await second.fetchSockets()
    t.equal(await client.moveTo(0), !isFull)
    await settled(first, [client.socket])
    t.same(seen, isFull ? [] : ['before it came', 'while it was on its way'])
  })

  t.test(`a client that a slow node gave up on ${outcome}`, async (t) => {
    const log = new MemoryLog({ partitions: 1 })
    const [node] = await startCluster(t, () => log, 1, patient)
    const slowLog = holdable(log)
    const slow = await startNode(t, () => slowLog, { ...patient, adapterOptions: { ...patient.adapterOptions, requestsTimeout: 50 } })
    t.teardown(() => slowLog.release())
    for (const { io } of [node!, slow]) io.of('/neighbour')
    const client = await startRoamer([node!])
    const { id, auth } = identity(client.socket)
    await client.drop()
    slowLog.hold()
    const refused = await slow.connect('/', { auth, reconnection: false })
    t.notOk(refused.recovered)
    node!.io.emit('test', 'missed')
    if (isFull) await fillWindow(node!)
    slowLog.release()
    await adapterOf(slow.io.of('/')).countSockets({ timeout: 5_000 })
    const seen = record(client.socket, 'test')
    Object.assign(client.socket, { _lastOffset: auth.offset })
    t.equal(await client.moveTo(0), !isFull)
    if (!isFull) t.equal(client.socket.id, id)
    await settled(node!.io, [client.socket])
    t.same(seen, isFull ? [] : ['missed'])
  })
}

/** A log that counts how often its past is read. */
function counting (log: Log): { log: Log, reads: () => number } {
  let reads = 0
  const counted = new Proxy(log, {
    get: (target, name) => {
      if (name === 'read') reads++
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
  return { log: counted, reads: () => reads }
}

t.test('a thousand openings do not read the window a thousand times', async (t) => {
  const log = new MemoryLog({ partitions: 4 })
  const machine = { name: 'count', version: 1, initial: () => 0, apply: (state: number) => ({ state: state + 1, result: state + 1 }) }
  const names = Array.from({ length: 1_000 }, (_, i) => `/class-${i}`)
  const first = await startNode(t, () => log)
  await Promise.all(names.map(async (name) => {
    const replica = replicate(first.io.of(name), machine)
    await replica.submit(null)
    await replica.submit(null)
  }))

  const counted = counting(log)
  const second = await startNode(t, () => counted.log)
  const atStart = counted.reads()
  const replicas = names.map((name) => replicate(second.io.of(name), machine))
  await Promise.all(replicas.map((replica) => replica.ready()))
  t.ok(replicas.every(({ state }) => state === 2))
  t.ok(counted.reads() - atStart <= 2 * log.partitions, `${counted.reads() - atStart} reads`)
})

t.test('a thousand recoveries do not read the window a thousand times', async (t) => {
  const log = new MemoryLog({ partitions: 4 })
  const names = Array.from({ length: 20 }, (_, i) => `/class-${i}`)
  const unhurried = { connectionStateRecovery: { maxDisconnectionDuration: 60_000 }, adapterOptions: { requestsTimeout: 60_000 } }
  const first = await startNode(t, () => log, unhurried)
  const counted = counting(log)
  const second = await startNode(t, () => counted.log, unhurried)
  for (const { io } of [first, second]) io.of(/^\/class-/)
  const sockets = await Promise.all(names.flatMap((name) => Array.from({ length: 50 }, () => first.connect(name, { reconnection: false }))))
  await until(() => sockets.every((socket) => Reflect.get(socket, '_lastOffset')))
  const seen = sockets.map((socket) => record(socket, 'test'))
  await first.io.close()
  await until(() => sockets.every(({ connected }) => !connected))
  for (const name of names) second.io.of(name).emit('test', name)
  await second.io.fetchSockets()

  const atStart = counted.reads()
  const recovered = await Promise.all(sockets.map((socket) => new Roamer(socket, [first, second]).moveTo(1)))
  t.ok(recovered.every(Boolean))
  await Promise.all(names.map((name, i) => settled(second.io, sockets.slice(i * 50, (i + 1) * 50), name)))
  t.ok(seen.every(({ length }) => length === 1))
  t.ok(counted.reads() - atStart <= 2 * log.partitions, `${counted.reads() - atStart} reads`)
})
