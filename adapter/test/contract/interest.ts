import { type Test } from 'tap'
import { partitionOf } from '../../src/partition.ts'
import { adapterOf, type LogFactory, received, record, settled, startCluster, startNode, until } from '../cluster.ts'

/** Partitions that a node reads. */
const followed = (node: { io: { of (nsp: string): { adapter: unknown } } }) => adapterOf(node.io.of('/') as Parameters<typeof adapterOf>[0]).stats().partitions

export function interestContract (t: Test, createLog: LogFactory): void {
  const partitions = 12
  /** A namespace in each partition. */
  const names = Array.from({ length: partitions }, (_, partition) => {
    let i = 0
    while (partitionOf(`/interest-${i}`, partitions) !== partition) i++
    return `/interest-${i}`
  })

  t.test('a node reads what its namespaces need, and lets it go again', async (t) => {
    const nodes = await startCluster(t, createLog, 4, { cleanupEmptyChildNamespaces: true, adapterOptions: { window: 4_000, heartbeatInterval: 200, heartbeatTimeout: 1_000 } })
    nodes.forEach(({ io }) => io.of(/^\/interest-\d+$/))
    const [node] = nodes
    // Its own, the one of heartbeats, the one of "/", and a share of those that somebody must keep.
    await until(() => followed(node!) < partitions)
    const clients = await Promise.all(names.map((name) => node!.connect(name)))
    t.equal(followed(node!), partitions)
    const arrived = clients.map((client) => received(client, 'test'))
    names.forEach((name) => nodes[1]!.io.of(name).emit('test', name))
    t.same((await Promise.all(arrived)).map(([event]) => event), names.map((name) => [name]))
    clients.forEach((client) => client.disconnect())
    await until(() => followed(node!) < partitions)
    const again = await node!.connect(names[5])
    const seen = received(again, 'test')
    nodes[1]!.io.of(names[5]!).emit('test', 'again')
    t.same(await seen, [['again']])
  })

  t.test('every partition has a node that keeps it, whoever ends', async (t) => {
    const nodes = await startCluster(t, createLog, 3, { adapterOptions: { heartbeatInterval: 200, heartbeatTimeout: 1_000 } })
    await nodes[2]!.close()
    await nodes[1]!.close()
    await until(() => followed(nodes[0]!) === partitions)
    t.pass('the last one keeps all')
  })

  t.test('partitions that come and go lose nothing in those that stay', async (t) => {
    const nodes = await startCluster(t, createLog, 2, { cleanupEmptyChildNamespaces: true, adapterOptions: { window: 2_000, heartbeatInterval: 200, heartbeatTimeout: 1_000 } })
    nodes.forEach(({ io }) => io.of(/^\/interest-\d+$/))
    const steady = await nodes[0]!.connect(names[3])
    const seen = record(steady, 'test')
    let sent = 0
    const sending = setInterval(() => nodes[1]!.io.of(names[3]!).emit('test', sent++), 2)
    t.teardown(() => clearInterval(sending))
    for (let round = 0; round < 3; round++) {
      const others = await Promise.all(names.filter((name) => name !== names[3]).map((name) => nodes[0]!.connect(name)))
      others.forEach((client) => client.disconnect())
      await until(() => followed(nodes[0]!) < partitions)
    }
    clearInterval(sending)
    await settled(nodes[1]!.io, [steady], names[3])
    t.same(seen, Array.from({ length: sent }, (_, i) => i))
  })

  t.test('with interest "all" a node reads everything', async (t) => {
    const node = await startNode(t, createLog, { adapterOptions: { interest: 'all' } })
    t.equal(followed(node), partitions)
  })
}
