import { type Test } from 'tap'
import { setTimeout as delay } from 'node:timers/promises'
import { adapterOf, type LogFactory, received, record, settled, startCluster, startNode, until } from '../cluster.ts'
import { holdable } from '../holdable-log.ts'
import { identity, startRoamer, withRecovery } from '../roamer.ts'

export function recoveryContract (t: Test, createLog: LogFactory): void {
  t.test('a client recovers on another node: id, rooms, data, and what it missed', async (t) => {
    const nodes = await startCluster(t, createLog, 3, withRecovery)
    nodes[0]!.io.on('connection', async (socket) => {
      if (socket.recovered) return
      socket.data = { name: '민준', bytes: Buffer.from('b') }
      await socket.join('room')
    })
    const client = await startRoamer(nodes)
    const { id } = client.socket
    const seen = record(client.socket, 'test')
    nodes[0]!.io.emit('test', 'before')
    await settled(nodes[0]!.io, [client.socket])

    await client.drop()
    nodes[1]!.io.to('room').emit('test', 'room')
    nodes[2]!.io.emit('test', Buffer.from('binary'))
    nodes[2]!.io.to('elsewhere').emit('test', 'not for it')
    nodes[2]!.io.except('room').emit('test', 'not for it')
    nodes[2]!.io.volatile.emit('test', 'not kept')

    const other = new Promise<{ recovered: boolean, data: unknown, rooms: Set<string> }>((resolve) => nodes[1]!.io.on('connection', resolve))
    t.equal(await client.moveTo(1), true)
    t.equal(client.socket.id, id)
    const socket = await other
    t.equal(socket.recovered, true)
    t.same(socket.data, { name: '민준', bytes: Buffer.from('b') })
    t.same([...socket.rooms].sort(), [id, 'room'].sort())
    nodes[0]!.io.to('room').emit('test', 'after')
    await until(() => seen.includes('after'))
    // Two nodes emitted while it was away: their order is the log's.
    t.same(seen.map(String).sort(), ['after', 'before', 'binary', 'room'])
    t.same([seen[0], seen.at(-1)], ['before', 'after'])
  })

  t.test('a second recovery brings nothing again', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    const seen = record(client.socket, 'test')
    for (let round = 0; round < 4; round++) {
      await client.drop()
      nodes[round % 2]!.io.emit('test', round)
      await nodes[0]!.io.fetchSockets()
      t.equal(await client.moveTo((round + 1) % 2), true, `round ${round}`)
    }
    await settled(nodes[0]!.io, [client.socket])
    t.same(seen, [0, 1, 2, 3])
  })

  t.test('a client that has received nothing recovers', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    await client.drop()
    nodes[0]!.io.emit('test', 'first')
    const arrived = received(client.socket, 'test')
    t.equal(await client.moveTo(1), true)
    t.equal((await arrived)[0]![0], 'first')
  })

  t.test('volatile and local packets do not disturb the token', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    const seen = record(client.socket, 'test')
    nodes[0]!.io.emit('test', 1)
    await settled(nodes[0]!.io, [client.socket])
    nodes[0]!.io.volatile.emit('test', 'a trailing string')
    await settled(nodes[0]!.io, [client.socket])
    nodes[0]!.io.local.emit('test', 'connected')
    await until(() => seen.includes('connected'))
    await client.drop()
    nodes[1]!.io.emit('test', 2)
    t.equal(await client.moveTo(1), true)
    await settled(nodes[0]!.io, [client.socket])
    t.same(seen, [1, 'a trailing string', 'connected', 2])
  })

  t.test('a string of the application is not taken for a token', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    await client.drop()
    for (const offset of ['hello', '', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA', '한글']) {
      Object.assign(client.socket, { _lastOffset: offset })
      t.equal(await client.moveTo(1), false, JSON.stringify(offset))
      await client.drop()
    }
  })

  t.test('a client that comes back while its old link looks alive is recovered, and the old one is cut', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    const { id, auth } = identity(client.socket)
    for (const [i, node] of [nodes[1]!, nodes[1]!, nodes[0]!].entries()) {
      const again = node.connect('/', { auth, reconnection: false })
      t.equal((await again).id, id, `attempt ${i}: the same id`)
      const sockets = await nodes[0]!.io.fetchSockets()
      t.same(sockets.map((socket) => socket.id), [id], `attempt ${i}: one socket`)
    }
  })

  t.test('of two that take a session over at once, one gets it', async (t) => {
    const nodes = await startCluster(t, createLog, 3, withRecovery)
    const client = await startRoamer(nodes)
    const { id, auth } = identity(client.socket)
    await client.drop()
    await Promise.all([nodes[1]!, nodes[2]!].map((node) => node.connect('/', { auth, reconnection: false })))
    // The second one has it as soon as the first one does, which is cut.
    await until(async () => (await nodes[0]!.io.fetchSockets()).length === 1)
    t.same((await nodes[0]!.io.fetchSockets()).map((socket) => socket.id), [id])
  })

  t.test('a client that moves on before the node that has its session is done with it recovers', async (t) => {
    let release = () => {}
    const held = new Promise<void>((resolve) => { release = resolve })
    const nodes = await startCluster(t, createLog, 2, { connectionStateRecovery: { maxDisconnectionDuration: 5_000, skipMiddlewares: false } })
    const client = await startRoamer(nodes)
    const { id, auth } = identity(client.socket)
    await client.drop()
    const entered = new Promise<void>((resolve) => {
      nodes[1]!.io.use((_socket, next) => {
        resolve()
        held.then(() => next(), next)
      })
    })
    const given = nodes[1]!.connect('/', { auth, reconnection: false })
    given.catch(() => {})
    await entered
    const { framesAppended } = adapterOf(nodes[0]!.io.of('/')).stats().log
    const again = nodes[0]!.connect('/', { auth, reconnection: false })
    await until(() => adapterOf(nodes[0]!.io.of('/')).stats().log.framesAppended > framesAppended)
    // Whatever was written before is read when this is answered.
    await nodes[0]!.io.fetchSockets()
    release()
    t.equal((await again).id, id)
    await until(async () => (await nodes[1]!.io.fetchSockets()).length === 1)
  })

  t.test('a session that a node was taking over when it was lost is free again', async (t) => {
    const options = { connectionStateRecovery: { maxDisconnectionDuration: 10_000, skipMiddlewares: false }, adapterOptions: { heartbeatInterval: 200, heartbeatTimeout: 2_000 } }
    const nodes = await startCluster(t, createLog, 2, options)
    const log = holdable(createLog())
    const doomed = await startNode(t, () => log, options)
    t.teardown(() => log.release())
    const client = await startRoamer(nodes)
    const { id, auth } = identity(client.socket)
    await client.drop()
    const entered = new Promise<void>((resolve) => doomed.io.use(() => resolve()))
    doomed.connect('/', { auth, reconnection: false }).catch(() => {})
    await entered
    log.hold()
    t.equal((await nodes[1]!.connect('/', { auth, reconnection: false })).id, id)
  })

  t.test('a client has no token before its session is in the log', async (t) => {
    const log = holdable(createLog())
    const node = await startNode(t, () => log, withRecovery)
    t.teardown(() => log.release())
    node.io.on('connection', (socket) => socket.on('ping', (ack) => ack()))
    log.hold()
    const client = await node.connect()
    await client.emitWithAck('ping')
    t.notOk(Reflect.get(client, '_lastOffset'))
    log.release()
    await until(() => Reflect.get(client, '_lastOffset'))
  })

  t.test('who leaves by himself, or is sent away, does not recover', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const left = await startRoamer(nodes)
    left.socket.disconnect()
    await until(() => nodes[0]!.io.sockets.sockets.size === 0)
    // What the node says of it stands in the log before this request.
    await nodes[0]!.io.fetchSockets()
    t.equal(await left.moveTo(1), false)
    const sent = await startRoamer(nodes)
    const gone = new Promise((resolve) => sent.socket.once('disconnect', resolve))
    nodes[1]!.io.in(sent.socket.id!).disconnectSockets()
    await gone
    t.equal(await sent.moveTo(1), false)
  })

  t.test('a client of a server that was closed recovers elsewhere', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve))
    await nodes[0]!.io.close()
    await gone
    nodes[1]!.io.emit('test', 'after')
    const arrived = received(client.socket, 'test')
    t.equal(await client.moveTo(1), true)
    t.equal((await arrived)[0]![0], 'after')
  })

  for (const skipMiddlewares of [true, false]) {
    t.test(`hand-over is exact under load, ${skipMiddlewares ? 'without' : 'with slow'} middlewares`, async (t) => {
      const nodes = await startCluster(t, createLog, 2, { connectionStateRecovery: { maxDisconnectionDuration: 5_000, skipMiddlewares } })
      nodes.forEach(({ io }) => io.use((_socket, next) => { delay(30).then(() => next(), next) }))
      const client = await startRoamer(nodes)
      const seen = record(client.socket, 'test')
      let sent = 0
      const sending = setInterval(() => { for (let i = 0; i < 2; i++) nodes[sent % 2]!.io.emit('test', sent++) }, 2)
      t.teardown(() => clearInterval(sending))
      await until(() => seen.length > 0)
      for (let round = 0; round < 12; round++) {
        await until(() => seen.length > round * 20)
        await client.drop()
        const at = sent
        await until(() => sent > at + 15)
        t.equal(await client.moveTo((round + 1) % 2), true)
      }
      clearInterval(sending)
      for (const { io } of nodes) await settled(io, [client.socket])
      // Even numbers come from one node, odd ones from the other: each has an order of its own.
      for (const parity of [0, 1]) {
        const ofNode = (seen as number[]).filter((n) => n % 2 === parity)
        t.same(ofNode, ofNode.map((_, i) => ofNode[0]! + 2 * i), `node ${parity}: in order, without a hole, nothing twice`)
      }
      t.ok(seen.includes(sent - 1), 'up to the last one')
    })
  }
}
