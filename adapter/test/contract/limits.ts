import { type Test } from 'tap'
import { FrameTooLargeError } from '../../src/index.ts'
import { adapterOf, type LogFactory, received, record, settled, startCluster } from '../cluster.ts'
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
