import { type Test } from 'tap'
import { FrameTooLargeError, TooManyRequestsError } from '../../src/index.ts'
import { adapterOf, type LogFactory, received, record, settled, startCluster, startNode, until } from '../cluster.ts'
import { holdable } from '../holdable-log.ts'
import { withRecovery } from '../roamer.ts'

/** What a frame needs besides its payload, at most, in bytes. */
const HEAD = 200

export function limitContract (t: Test, createLog: LogFactory): void {
  const largest = async () => {
    const log = createLog()
    await log.close()
    return log.maxFrameBytes
  }

  t.test('what does not fit into the log throws to the caller, and nothing is sent', async (t) => {
    const nodes = await startCluster(t, createLog, 2, { ...withRecovery })
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    const { io } = nodes[0]!
    const socket = io.sockets.sockets.get(clients[0]!.id!)!
    const { log, pendingRequests } = adapterOf(io.of('/')).stats()
    const queued = log.bytesAppended
    const text = 'x'.repeat(await largest())
    for (const emit of [
      () => io.emit('test', text),
      () => io.emit('test', Buffer.from(text)),
      () => io.to('room').emit('test', '한'.repeat(text.length / 3)),
      () => io.timeout(1_000).emit('test', text, () => {}),
      () => socket.emit('test', text),
      () => io.socketsJoin(text),
      () => io.serverSideEmit('test', text),
      () => io.serverSideEmit('test', text, () => {})
    ]) t.throws(emit, FrameTooLargeError)
    await settled(io, clients)
    t.same(seen, [[], []])
    t.equal(adapterOf(io.of('/')).stats().pendingRequests, pendingRequests)
    t.ok(log.bytesAppended - queued < text.length)
    t.same(nodes[0]!.errors, [])
  })

  t.test('requests that wait for answers are bounded; what is too much is refused, and nothing is sent', async (t) => {
    const log = holdable(createLog())
    const { io, connect, errors } = await startNode(t, () => log, { adapterOptions: { maxPendingRequests: 3 } })
    t.teardown(() => log.release())
    const stats = () => adapterOf(io.of('/')).stats()
    const client = await connect()
    client.on('ask', (ack) => ack('fine'))

    log.hold()
    const asked = [io.fetchSockets(), adapterOf(io.of('/')).countSockets(), io.timeout(4_000).emitWithAck('ask')]
    t.equal(stats().pendingRequests, 3)
    t.throws(() => io.timeout(4_000).emit('ask', () => {}), TooManyRequestsError)
    await t.rejects(io.timeout(4_000).emitWithAck('ask'), TooManyRequestsError)
    await t.rejects(io.fetchSockets(), TooManyRequestsError)
    await t.rejects(adapterOf(io.of('/')).allRooms(), TooManyRequestsError)
    await t.rejects(io.serverSideEmitWithAck('ask'), TooManyRequestsError)
    t.match(stats(), { pendingRequests: 3, refusedRequests: 5 })
    log.release()
    t.match(await Promise.all(asked), [[{ id: client.id }], 1, ['fine']])
    t.equal(stats().pendingRequests, 0, 'also those whose clients have all acknowledged')
    t.equal((await io.fetchSockets()).length, 1)
    t.same(errors, [])
  })

  t.test('a client that never acknowledges leaves nothing behind', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const { io } = nodes[0]!
    const client = await nodes[1]!.connect()
    await t.rejects(io.timeout(50).emitWithAck('ask'))
    const socket = nodes[1]!.io.sockets.sockets.get(client.id!)!
    await until(() => (Reflect.get(socket, 'acks') as Map<number, unknown>).size === 0)
    await until(() => adapterOf(io.of('/')).stats().pendingRequests === 0)
  })

  t.test('what just fits arrives, and clients are not disturbed', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const client = await nodes[1]!.connect()
    const payload = Buffer.alloc(await largest() - HEAD, 7)
    const arrived = received(client, 'test', 2)
    nodes[0]!.io.emit('test', payload)
    nodes[0]!.io.emit('test', 'x'.repeat(payload.length))
    const [[binary], [text]] = await arrived as [[Buffer], [string]]
    t.ok(payload.equals(binary))
    t.equal(text.length, payload.length)
  })
}
