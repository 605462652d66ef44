import t from 'tap'
import { replicate } from '../src/index.ts'
import { type Log } from '../src/log.ts'
import { MemoryLog } from '../src/memory-log.ts'
import { type TestNode, adapterOf, received, record, settled, startCluster, startNode, until } from './cluster.ts'
import { startRoamer } from './roamer.ts'

const options = {
  connectionStateRecovery: { maxDisconnectionDuration: 2_000, skipMiddlewares: true },
  adapterOptions: { window: 4_000, windowBytes: 2_000, heartbeatInterval: 200, heartbeatTimeout: 1_000 }
}

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

t.test('a thousand openings and recoveries do not read the window a thousand times', async (t) => {
  const log = new MemoryLog({ partitions: 4 })
  let reads = 0
  const counting: Log = new Proxy(log, {
    get: (target, name) => {
      if (name === 'read') reads++
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
  const machine = { name: 'count', version: 1, initial: () => 0, apply: (state: number) => ({ state: state + 1, result: state + 1 }) }
  const names = Array.from({ length: 1_000 }, (_, i) => `/class-${i}`)
  const first = await startNode(t, () => log)
  await Promise.all(names.map(async (name) => {
    const replica = replicate(first.io.of(name), machine)
    await replica.submit(null)
    await replica.submit(null)
  }))

  const second = await startNode(t, () => counting)
  const atStart = reads
  const replicas = names.map((name) => replicate(second.io.of(name), machine))
  await Promise.all(replicas.map((replica) => replica.ready()))
  t.ok(replicas.every(({ state }) => state === 2))
  t.ok(reads - atStart <= 2 * log.partitions, `${reads - atStart} reads`)
})
