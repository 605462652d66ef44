import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { type Test } from 'tap'
import { createAdapter, LogUnavailableError } from '../../src/index.ts'
import { partitionOf } from '../../src/partition.ts'
import { adapterOf, type LogFactory, received, settled, startCluster, startNode, until } from '../cluster.ts'
import { holdable } from '../holdable-log.ts'
import { withRecovery } from '../roamer.ts'

const quick = { heartbeatInterval: 200, heartbeatTimeout: 2_000 }

export function troubleContract (t: Test, createLog: LogFactory): void {
  t.test('when the log takes nothing, whoever can be told is told, and the process goes on', async (t) => {
    const log = holdable(createLog())
    const { io, errors, connect } = await startNode(t, () => log, withRecovery)
    const client = await connect()
    const ended = new Promise((resolve) => io.sockets.sockets.get(client.id!)!.once('disconnect', resolve))
    const refusal = new LogUnavailableError('the broker is away')
    const unhandled: unknown[] = []
    const onUnhandled = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', onUnhandled)
    t.teardown(() => process.off('unhandledRejection', onUnhandled))

    log.refuse(refusal)
    // So that it can say goodbye.
    t.teardown(() => log.refuse())
    let told = 0
    const isTold = async (act: () => unknown) => {
      act()
      told++
      await until(() => errors.filter((error) => error === refusal).length >= told)
    }
    await isTold(() => io.emit('test'))
    await isTold(() => io.sockets.sockets.get(client.id!)!.emit('test'))
    await isTold(() => io.socketsJoin('room'))
    await isTold(() => io.socketsLeave('room'))
    await isTold(() => io.disconnectSockets())
    await isTold(() => io.serverSideEmit('test'))
    await isTold(() => io.timeout(100).emit('test', () => {}))
    await t.rejects(io.fetchSockets(), refusal)
    await t.rejects(io.serverSideEmitWithAck('test'), refusal)
    await t.rejects(io.timeout(100).emitWithAck('test'))
    client.io.engine.close()
    await isTold(() => ended)
    t.equal(await adapterOf(io.of('/')).serverCount(), 1)
    t.ok(adapterOf(io.of('/')).stats().publishErrors >= 10)
    await new Promise((resolve) => setImmediate(resolve))
    t.same(unhandled, [])
  })

  t.test('a node that is lost is not waited for, by requests that are on their way either', async (t) => {
    const [node] = await startCluster(t, createLog, 1, { adapterOptions: { ...quick, requestsTimeout: 60_000 } })
    const log = holdable(createLog())
    const silent = await startNode(t, () => log, { adapterOptions: quick })
    t.teardown(() => log.release())
    const { id } = adapterOf(silent.io.of('/')).stats()
    await until(async () => await adapterOf(node!.io.of('/')).serverCount() === 2)
    const client = await node!.connect()
    client.on('ask', (ack) => ack('fine'))
    const lost = new Promise((resolve) => adapterOf(node!.io.of('/')).on('node-lost', resolve))
    log.hold()
    const asked = [node!.io.fetchSockets(), node!.io.timeout(60_000).emitWithAck('ask'), node!.io.serverSideEmitWithAck('ask')]
    t.match(await Promise.all(asked), [[{ id: client.id }], ['fine'], []])
    t.equal(await lost, id)
    t.equal(adapterOf(node!.io.of('/')).stats().pendingRequests, 0)
  })

  t.test('a node is ready only while it reads back what it writes', async (t) => {
    const log = holdable(createLog())
    const { io } = await startNode(t, () => log, { adapterOptions: { heartbeatInterval: 100, heartbeatTimeout: 500 } })
    t.teardown(() => log.release())
    const stats = () => adapterOf(io.of('/')).stats()
    t.equal(stats().ready, true)
    log.hold()
    await until(() => !stats().ready)
    t.ok(stats().heartbeatAgeMs >= 500)
    log.release()
    await until(() => stats().ready)
  })

  t.test('clients that come before a node is ready wait until it is, and miss nothing from then on', async (t) => {
    const log = holdable(createLog())
    log.hold()
    const http = createServer()
    const server = new Server(http, { adapter: createAdapter(log) })
    t.teardown(() => server.close())
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'], forceNew: true })
    t.teardown(() => client.disconnect())
    const other = await startNode(t, createLog)
    await until(() => server.engine.clientsCount === 1)
    other.io.emit('test', 'before')
    await other.io.fetchSockets()
    t.notOk(client.connected)
    const arrived = received(client, 'test')
    client.once('connect', () => other.io.emit('test', 'after'))
    log.release()
    t.same(await arrived, [['after']])
  })

  t.test('requests are answered while nodes come and go', async (t) => {
    const [node] = await startCluster(t, createLog, 1, { adapterOptions: { requestsTimeout: 20_000 } })
    const client = await node!.connect()
    client.on('ask', (ack) => ack('fine'))
    const rounds = { left: 5 }
    const changing = (async () => {
      for (; rounds.left > 0; rounds.left--) {
        const others = await Promise.all([startNode(t, createLog), startNode(t, createLog)])
        await Promise.all(others.map((other) => other.close()))
      }
    })()
    const started = performance.now()
    while (rounds.left > 0) {
      t.match(await Promise.all([node!.io.fetchSockets(), node!.io.timeout(20_000).emitWithAck('ask')]), [[{ id: client.id }], ['fine']])
      await delay(1)
    }
    await changing
    t.ok(performance.now() - started < 20_000, 'none waited for somebody who is not there')
    await settled(node!.io, [client])
    t.same(node!.errors, [])
  })

  // The last one: whoever reads the log later finds the frames, too.
  t.test('a frame that cannot be read, and a listener that throws, do no harm to what follows', async (t) => {
    const log = createLog()
    const [node] = await startCluster(t, () => log, 1)
    const other = await startNode(t, createLog)
    const client = await node!.connect()
    node!.io.on('broken', () => { throw new Error('a listener of the application') })
    await log.append(partitionOf('/', log.partitions), [Buffer.from('what is that?'), Buffer.alloc(0)])
    other.io.serverSideEmit('broken')
    const arrived = received(client, 'test')
    other.io.emit('test', 1)
    t.same(await arrived, [[1]])
    t.equal(adapterOf(node!.io.of('/')).stats().frameErrors, 3)
    t.equal(node!.errors.length, 3)
  })
}
