import { setImmediate } from 'node:timers/promises'
import { type Test } from 'tap'
import { OptionError, type PartialSockets, RequestTimeoutError } from '../../src/index.ts'
import { adapterOf, type LogFactory, startCluster, startNode, type TestNode, until } from '../cluster.ts'
import { holdable } from '../holdable-log.ts'
import { startRoamer, withRecovery } from '../roamer.ts'

/** A namespace in which nothing has happened yet. */
const freshName = () => `/${Math.random().toString(36).slice(2)}`
const adapter = ({ io }: TestNode, nsp = '/') => adapterOf(io.of(nsp))

export function queryContract (t: Test, createLog: LogFactory): void {
  t.test('sockets are counted on all nodes', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }, i) => io.on('connection', (socket) => socket.join(['all', `node${i}`])))
    await Promise.all([...nodes, nodes[0]!].map((node) => node.connect()))
    const count = (filter = {}) => adapter(nodes[2]!).countSockets(filter)
    t.equal(await count(), 4)
    t.equal(await count({ rooms: 'node0' }), 2)
    t.equal(await count({ rooms: ['node0', 'all'] }), 4, 'each once')
    t.equal(await count({ rooms: 'all', except: ['node0', 'node1'], timeout: 4_000 }), 1)
    t.equal(await count({ rooms: 'nobody' }), 0)
    t.equal(await adapter(nodes[2]!, '/empty').countSockets(), 0)
  })

  t.test('rooms of all nodes, those of single sockets included', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    nodes.forEach(({ io }, i) => io.on('connection', (socket) => socket.join(['all', `node${i}`])))
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const expected = ['all', 'node0', 'node1', ...clients.map(({ id }) => id!)]
    t.same([...await adapter(nodes[0]!).allRooms()].sort(), expected.sort())
    t.same(await adapter(nodes[0]!, '/empty').allRooms(), new Set())
  })

  for (const allowPartial of [false, true]) {
    t.test(`a node that does not answer is ${allowPartial ? 'missing in' : 'the reason why there is no'} list of sockets`, async (t) => {
      const adapterOptions = { requestsTimeout: 300, allowPartial }
      const answering = await startCluster(t, createLog, 2, { adapterOptions })
      const log = holdable(createLog())
      const silent = await startNode(t, () => log, { adapterOptions })
      t.teardown(() => log.release())
      const nodes = [...answering, silent]
      await until(async () => await adapter(nodes[0]!).serverCount() === 3)
      const ids = await Promise.all(nodes.map(async (node) => (await node.connect()).id!))
      const fetchSockets = () => nodes[0]!.io.fetchSockets()
      t.same((await fetchSockets()).map(({ id }) => id).sort(), ids.toSorted())

      log.hold()
      const missing = [adapter(silent).stats().id]
      const present = ids.slice(0, 2).sort()
      if (allowPartial) {
        const sockets = await fetchSockets()
        t.same((sockets as PartialSockets<typeof sockets>).missing, missing)
        t.same([...sockets].map(({ id }) => id).sort(), present)
      } else {
        const error = await fetchSockets().catch((error: unknown) => error) as RequestTimeoutError
        t.type(error, RequestTimeoutError)
        t.same(error.missing, missing)
        t.same((error.responses as { id: string }[]).map(({ id }) => id).sort(), present)
      }
      await t.rejects(adapter(nodes[0]!).countSockets(), { name: 'RequestTimeoutError', missing, responses: [1, 1] })
      await t.rejects(adapter(nodes[0]!).allRooms(), { name: 'RequestTimeoutError', missing })
      await t.rejects(silent.io.fetchSockets(), { name: 'RequestTimeoutError', missing: [] }, 'a request that reached nobody has no answer at all')
    })
  }

  t.test('with allowPartial a complete list says so', async (t) => {
    const [node] = await startCluster(t, createLog, 2, { adapterOptions: { allowPartial: true } })
    const { id } = await node!.connect()
    const sockets = await node!.io.fetchSockets()
    t.same((sockets as PartialSockets<typeof sockets>).missing, [])
    t.same([...sockets].map((socket) => socket.id), [id])
  })

  t.test('flush: what was emitted is in the log, or an error says that this is not known', async (t) => {
    const log = holdable(createLog())
    const { io } = await startNode(t, () => log, { adapterOptions: { onError: () => {} } })
    t.teardown(() => log.release())
    await adapterOf(io.of('/')).flush()

    log.hold()
    io.emit('test', 1)
    let flushed = false
    const flushing = adapterOf(io.of('/')).flush().then(() => { flushed = true })
    await setImmediate()
    t.notOk(flushed)
    log.release()
    await flushing

    await io.close()
    io.emit('test', 2)
    await t.rejects(adapterOf(io.of('/')).flush(), { name: 'NodeClosedError' })
  })

  t.test('history: what a room was meant to get, oldest first, on every node', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const nsp = freshName()
    const io = nodes[0]!.io.of(nsp)
    const start = Date.now()
    io.emit('notice', 'everybody')
    io.to('te').emit('notice', 'the room', { bytes: Buffer.from('b') })
    io.to('st').emit('notice', 'another room')
    io.except('te').emit('notice', 'everybody but the room')
    io.volatile.to('te').emit('notice', 'volatile')
    io.to(['st', 'te']).emit('other')
    await io.fetchSockets()
    nodes.push(await startNode(t, createLog, withRecovery))
    for (const node of nodes) {
      const { events, complete } = await adapter(node, nsp).history('te')
      t.equal(complete, true)
      t.same(events.map(({ event, args }) => [event, ...args]), [
        ['notice', 'everybody'], ['notice', 'the room', { bytes: Buffer.from('b') }], ['other']
      ])
      t.ok(events.every(({ at }) => Math.abs(at - start) < 60_000))
      t.same((await adapter(node, nsp).history()).events.map(({ args }) => args[0]), ['everybody', 'everybody but the room'])
    }
  })

  t.test('history: its tokens are those that clients have', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const nsp = freshName()
    nodes.forEach(({ io }) => io.of(nsp))
    const client = await startRoamer(nodes, nsp)
    nodes[1]!.io.of(nsp).emit('test', 1)
    await until(async () => {
      const { events } = await adapter(nodes[0]!, nsp).history()
      return events.at(-1)?.token === Reflect.get(client.socket, '_lastOffset')
    })
  })

  t.test('history: says when older events had to go, and that it needs recovery', async (t) => {
    const [node] = await startCluster(t, createLog, 1, { ...withRecovery, adapterOptions: { windowBytes: 5_000 } })
    const io = node!.io.of(freshName())
    for (let i = 0; i < 10; i++) io.emit('test', i, 'x'.repeat(900))
    await io.fetchSockets()
    const { events, complete } = await adapterOf(io).history()
    t.equal(complete, false)
    t.same(events.map(({ args }) => args[0]), [6, 7, 8, 9])
    const plain = await startNode(t, createLog)
    await t.rejects(adapter(plain).history(), OptionError)
  })
}
