import { type Test } from 'tap'
import { adapterOf, type LogFactory, received, startCluster, until } from '../cluster.ts'
import { withRecovery } from '../roamer.ts'

const dynamic = { cleanupEmptyChildNamespaces: true }

export function namespaceContract (t: Test, createLog: LogFactory): void {
  t.test('dynamic namespaces work across nodes and are cleaned up', async (t) => {
    const nodes = await startCluster(t, createLog, 3, dynamic)
    nodes.forEach(({ io }) => io.of(/^\/class-\d+$/))
    const clients = await Promise.all(nodes.map((node) => node.connect('/class-1')))
    const arrived = clients.map((client) => received(client, 'test'))
    nodes[0]!.io.of('/class-1').emit('test', 1)
    await Promise.all(arrived)

    const before = nodes.map(({ io }) => adapterOf(io.of('/')).stats().namespaces)
    clients.forEach((client) => client.disconnect())
    await until(() => nodes.every(({ io }) => !io._nsps.has('/class-1')))
    t.same(nodes.map(({ io }) => adapterOf(io.of('/')).stats().namespaces), before.map((n) => n - 1))
  })

  t.test('a namespace that is made again at once works', async (t) => {
    const nodes = await startCluster(t, createLog, 2, dynamic)
    nodes.forEach(({ io }) => io.of(/^\/class-\d+$/))
    for (let round = 0; round < 5; round++) {
      const clients = await Promise.all(nodes.map((node) => node.connect('/class-7')))
      const arrived = clients.map((client) => received(client, 'test'))
      nodes[0]!.io.of('/class-7').emit('test', round)
      for (const events of await Promise.all(arrived)) t.same(events, [[round]])
      t.equal((await nodes[1]!.io.of('/class-7').fetchSockets()).length, 2)
      clients.forEach((client) => client.on('ask', (ack) => ack(round)))
      t.same(await nodes[1]!.io.of('/class-7').timeout(5_000).emitWithAck('ask'), [round, round])
      const left = clients.map((client) => client.id!)
      clients.forEach((client) => client.disconnect())
      await until(() => nodes.every(({ io }) => !left.some((id) => io._nsps.get('/class-7')?.sockets.has(id))))
    }
  })

  t.test('a socket that was in a middleware while its namespace was cleaned up is reached', async (t) => {
    const nodes = await startCluster(t, createLog, 2, dynamic)
    let release = () => {}
    const held = new Promise<void>((resolve) => { release = resolve })
    const parent = nodes[0]!.io.of(/^\/class-\d+$/)
    nodes[1]!.io.of(/^\/class-\d+$/)
    const entered = new Promise<void>((resolve) => {
      parent.use((socket, next) => {
        if (!socket.handshake.auth.slow) return next()
        resolve()
        held.then(() => next(), next)
      })
    })
    const quick = await nodes[0]!.connect('/class-3')
    const connecting = nodes[0]!.connect('/class-3', { auth: { slow: true } })
    await entered
    quick.disconnect()
    await until(() => !nodes[0]!.io._nsps.has('/class-3'))
    release()
    const slow = await connecting
    const arrived = received(slow, 'test')
    nodes[1]!.io.of('/class-3').emit('test', 'found')
    t.same(await arrived, [['found']])
  })

  t.test('a parent namespace emits to each of its children', async (t) => {
    const nodes = await startCluster(t, createLog, 2, dynamic)
    const parents = nodes.map(({ io }) => io.of(/^\/class-\d+$/))
    const clients = [await nodes[0]!.connect('/class-1'), await nodes[0]!.connect('/class-2'), await nodes[1]!.connect('/class-2')]
    const arrived = clients.map((client) => received(client, 'test'))
    parents[0]!.emit('test', 'all')
    for (const events of await Promise.all(arrived)) t.same(events, [['all']])
  })

  t.test('to some of the sockets of its children, with recovery: one token each', async (t) => {
    const nodes = await startCluster(t, createLog, 2, { ...dynamic, ...withRecovery })
    const parents = nodes.map(({ io }) => io.of(/^\/class-\d+$/))
    parents.forEach((parent) => parent.on('connection', (socket) => socket.join('room')))
    const clients = await Promise.all(['/class-1', '/class-2', '/class-3'].map((name) => nodes[0]!.connect(name)))
    const arrived = clients.map((client) => received(client, 'test', 3))
    parents[0]!.to('room').emit('test', 1)
    parents[0]!.except('elsewhere').emit('test', 2)
    parents[0]!.to('elsewhere').emit('test', 'not for them')
    parents[0]!.emit('test', 3)
    for (const events of await Promise.all(arrived)) {
      t.same(events.map(([n]) => n), [1, 2, 3])
      t.ok(events.every(({ length }) => length === 2))
    }
  })

  t.test('2,000 namespaces leave nothing behind and cost no heartbeats', async (t) => {
    const [node] = await startCluster(t, createLog, 1, { ...dynamic, adapterOptions: { heartbeatInterval: 50, heartbeatTimeout: 10_000 } })
    const { io } = node!
    const stats = () => adapterOf(io.of('/')).stats()
    const open = (i: number) => io.of(`/class-${i}`)

    for (let i = 0; i < 2_000; i++) open(i)
    t.equal(stats().namespaces, 2_001)
    const before = { appended: stats().log.framesAppended, at: stats().asOf }
    await until(() => stats().asOf >= before.at + 500)
    // One heartbeat an interval, for the node: more than twice as many would be somebody else's.
    t.ok(stats().log.framesAppended - before.appended <= 2 * (stats().asOf - before.at) / 50, `${stats().log.framesAppended - before.appended} frames`)

    for (let i = 0; i < 2_000; i++) {
      await open(i).adapter.close()
      io._nsps.delete(`/class-${i}`)
    }
    t.equal(stats().namespaces, 1)
    t.equal(stats().pendingRequests, 0)
  })
}
