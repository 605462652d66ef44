import { setTimeout as delay } from 'node:timers/promises'
import { type Test } from 'tap'
import { adapterOf, type LogFactory, received, record, settled, startCluster, startNode, until } from '../cluster.ts'
import { holdable } from '../holdable-log.ts'
import { startRoamer, withRecovery } from '../roamer.ts'

const localFirst = { ...withRecovery, adapterOptions: { ordering: 'local-first' } } as const

/** A node whose frames can be held up, and others. */
async function startCluster2 (t: Test, createLog: LogFactory, others: number, options = {}) {
  const log = holdable(createLog())
  const slow = await startNode(t, () => log, { ...localFirst, ...options })
  t.teardown(() => log.release())
  const nodes = [slow]
  for (let i = 0; i < others; i++) nodes.push(await startNode(t, createLog, { ...localFirst, ...options }))
  await until(async () => await adapterOf(slow.io.of('/')).serverCount() === nodes.length)
  return { log, nodes }
}

export function localFirstContract (t: Test, createLog: LogFactory): void {
  t.test('own sockets get it at once, those of other nodes by the log, everybody once', async (t) => {
    const { log, nodes } = await startCluster2(t, createLog, 1)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    log.hold()
    const arrived = received(clients[0]!, 'test')
    nodes[0]!.io.emit('test', 1)
    await arrived
    t.same(seen, [[1], []])
    log.release()
    await settled(nodes[0]!.io, clients)
    nodes[0]!.io.local.emit('test', 2)
    nodes[0]!.io.emit('test', 3)
    for (const { io } of nodes) await settled(io, clients)
    t.same(seen, [[1, 2, 3], [1, 3]])
  })

  t.test('to a socket that leaves or ends in the same turn it comes once', async (t) => {
    const { nodes } = await startCluster2(t, createLog, 0)
    const client = await nodes[0]!.connect()
    const socket = nodes[0]!.io.sockets.sockets.get(client.id!)!
    await socket.join('room')
    const seen = record(client, 'test')
    const gone = received(client, 'disconnect')
    nodes[0]!.io.to('room').emit('test', 1)
    void socket.leave('room')
    nodes[0]!.io.to('room').emit('test', 2)
    nodes[0]!.io.emit('test', 3)
    socket.disconnect()
    await gone
    t.same(seen, [1, 3])
  })

  t.test('what a client had ahead of the log does not come again on the nodes it goes to', async (t) => {
    const { log, nodes } = await startCluster2(t, createLog, 2)
    const client = await startRoamer(nodes)
    const others = await Promise.all(nodes.slice(1).map((node) => node.connect()))
    const seen = [client.socket, ...others].map((socket) => record(socket, 'test'))
    log.hold()
    const arrived = received(client.socket, 'test', 2)
    nodes[0]!.io.emit('test', 'A')
    nodes[0]!.io.emit('test', 'B')
    await arrived
    await client.drop()
    nodes[0]!.io.emit('test', 'C')
    for (const node of [1, 2]) {
      t.equal(await client.moveTo(node), true)
      nodes[node]!.io.emit('test', `here ${node}`)
      await until(() => seen[0]!.includes(`here ${node}`))
      if (node === 1) await client.drop()
    }
    log.release()
    for (const { io } of nodes) await settled(io, [client.socket, ...others])
    nodes[0]!.io.emit('test', 'D')
    await settled(nodes[0]!.io, [client.socket, ...others])
    t.same(seen[0], ['A', 'B', 'here 1', 'here 2', 'C', 'D'])
    for (const events of seen.slice(1)) t.same(events.toSorted(), ['A', 'B', 'C', 'D', 'here 1', 'here 2'])
  })

  t.test('nor while it is on its way to one', async (t) => {
    let release = () => {}
    const held = new Promise<void>((resolve) => { release = resolve })
    const options = { connectionStateRecovery: { maxDisconnectionDuration: 5_000, skipMiddlewares: false } }
    const { log, nodes } = await startCluster2(t, createLog, 1, options)
    const client = await startRoamer(nodes)
    const entered = new Promise<void>((resolve) => {
      nodes[1]!.io.use((_socket, next) => {
        resolve()
        held.then(() => next(), next)
      })
    })
    const seen = record(client.socket, 'test')
    log.hold()
    const arrived = received(client.socket, 'test')
    nodes[0]!.io.emit('test', 'A')
    await arrived
    await client.drop()
    nodes[0]!.io.emit('test', 'B')
    const recovered = client.moveTo(1)
    await entered
    log.release()
    await nodes[0]!.io.fetchSockets()
    release()
    t.equal(await recovered, true)
    await settled(nodes[1]!.io, [client.socket])
    t.same(seen, ['A', 'B'])
  })

  t.test('what a node emits while a client comes back to it is not lost', async (t) => {
    const options = { connectionStateRecovery: { maxDisconnectionDuration: 5_000, skipMiddlewares: false } }
    const { log, nodes } = await startCluster2(t, createLog, 0, options)
    const { io } = nodes[0]!
    const client = await startRoamer(nodes)
    const seen = record(client.socket, 'test')
    await client.drop()
    io.use((_socket, next) => {
      io.emit('test', 'read before it is visible')
      io.fetchSockets().then(() => {
        log.hold()
        io.emit('test', 'not read before')
        io.to('elsewhere').emit('test', 'not for it')
        next()
      }, next)
    })
    t.equal(await client.moveTo(0), true)
    await until(() => seen.length === 2)
    log.release()
    await settled(io, [client.socket])
    t.same(seen, ['read before it is visible', 'not read before'])
  })

  t.test('recovery is exact under load', async (t) => {
    const nodes = await startCluster(t, createLog, 3, localFirst)
    nodes.forEach(({ io }) => io.use((_socket, next) => { delay(5).then(() => next(), next) }))
    const client = await startRoamer(nodes)
    const seen = record(client.socket, 'test') as number[]
    let sent = 0
    const sending = setInterval(() => { for (let i = 0; i < 3; i++) nodes[sent % 3]!.io.emit('test', sent++) }, 2)
    t.teardown(() => clearInterval(sending))
    for (let round = 1; round <= 30; round++) {
      const at = sent
      await until(() => sent > at + 15)
      await client.drop()
      t.equal(await client.moveTo(round % 3), true)
    }
    clearInterval(sending)
    for (const { io } of nodes) await settled(io, [client.socket])
    for (const node of [0, 1, 2]) {
      const ofNode = seen.filter((n) => n % 3 === node)
      t.same(ofNode, Array.from({ length: ofNode.length }, (_, i) => ofNode[0]! + 3 * i), `node ${node}: in order, without a hole, nothing twice`)
      t.ok(ofNode.length > sent / 3 - 20)
    }
    t.ok(seen.includes(sent - 1), 'up to the last one')
  })
}
