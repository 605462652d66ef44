import { type Test } from 'tap'
import { type LogFactory, received, record, settled, startCluster } from '../cluster.ts'
import { startRoamer, withRecovery } from '../roamer.ts'

const TOKEN = /^[\w-]{28}$/

/** Events as they were emitted: without the token that follows. */
function withoutTokens (t: Test, events: readonly unknown[][]): unknown[][] {
  for (const args of events) t.match(args.at(-1), TOKEN)
  return events.map((args) => args.slice(0, -1))
}

export function encodingContract (t: Test, createLog: LogFactory): void {
  t.test('binary data and texts keep their order, with their tokens, live and when they were missed', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    const seen: unknown[][] = []
    client.socket.on('test', (...args) => seen.push(args))
    const emit = (io = nodes[1]!.io) => {
      io.emit('test', 'text')
      io.emit('test', Buffer.from('one'), { deep: [new Uint8Array([2])] })
      io.emit('test')
      io.emit('test', Buffer.alloc(0))
    }
    const expected = [['text'], [Buffer.from('one'), { deep: [Buffer.from([2])] }], [], [Buffer.alloc(0)]]
    emit()
    await settled(nodes[1]!.io, [client.socket])
    for (const node of [1, 0]) {
      await client.drop()
      emit()
      await nodes[1]!.io.fetchSockets()
      t.equal(await client.moveTo(node), true)
      await settled(nodes[1]!.io, [client.socket])
    }
    t.same(withoutTokens(t, seen), [...expected, ...expected, ...expected])
  })

  t.test('with a parser of one\'s own, clients have tokens and recover', async (t) => {
    const parser = await import('./reversing-parser.ts')
    const nodes = await startCluster(t, createLog, 2, { ...withRecovery, parser })
    const client = await startRoamer(nodes, '/', { parser })
    const seen: unknown[][] = []
    client.socket.on('test', (...args) => seen.push(args))
    nodes[1]!.io.emit('test', 1)
    await settled(nodes[1]!.io, [client.socket])
    for (const node of [1, 0, 1]) {
      await client.drop()
      nodes[0]!.io.emit('test', { missed: node })
      await nodes[1]!.io.fetchSockets()
      t.equal(await client.moveTo(node), true)
    }
    await settled(nodes[0]!.io, [client.socket])
    t.same(withoutTokens(t, seen), [[1], [{ missed: 1 }], [{ missed: 0 }], [{ missed: 1 }]])
  })

  t.test('connections with perMessageDeflate', async (t) => {
    const nodes = await startCluster(t, createLog, 2, { perMessageDeflate: { threshold: 0 } })
    const client = await nodes[1]!.connect('/', { perMessageDeflate: { threshold: 0 } })
    const { ws } = client.io.engine.transport as unknown as { ws: { extensions: string } }
    t.match(ws.extensions, 'permessage-deflate')
    const arrived = received(client, 'test', 4)
    const text = '가나다'.repeat(1_000)
    nodes[0]!.io.emit('test', text)
    nodes[0]!.io.emit('test', Buffer.from(text))
    nodes[0]!.io.compress(false).emit('test', 1)
    nodes[0]!.io.compress(true).emit('test', 2)
    t.same(await arrived, [[text], [Buffer.from(text)], [1], [2]])
  })

  t.test('what leaves in one write is heard one by one, by outgoing listeners and by clients', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const heard: unknown[][][] = []
    let writes = 0
    nodes[1]!.io.on('connection', (socket) => {
      const events: unknown[][] = []
      heard.push(events)
      socket.onAnyOutgoing((...args) => events.push(args))
      socket.conn.on('packetCreate', () => { writes++ })
    })
    const sockets = [await nodes[1]!.connect(), await nodes[1]!.connect(), await nodes[1]!.connect('/', { transports: ['polling'] })]
    const seen = sockets.map((client) => {
      const events: unknown[][] = []
      client.on('test', (...args) => events.push(args))
      return events
    })
    await settled(nodes[0]!.io, sockets)
    const before = writes
    const numbers = Array.from({ length: 100 }, (_, i) => [i, 'text', { i }])
    for (const args of numbers) nodes[0]!.io.emit('test', ...args)
    await settled(nodes[0]!.io, sockets)
    t.ok(writes - before < 200, `${writes - before} writes`)
    for (const events of heard) t.same(events.filter(([event]) => event === 'test').map(([, ...args]) => args), numbers)
    for (const events of seen) t.same(withoutTokens(t, events), numbers)
  })

  t.test('toJSON gives the same data everywhere', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    let calls = 0
    nodes[0]!.io.emit('test', { toJSON: () => `call ${++calls}` })
    nodes[0]!.io.emit('test', { toJSON: () => ({ bytes: Buffer.from('b') }) })
    await settled(nodes[0]!.io, clients)
    t.match(seen[0]![0], /^call \d+$/)
    t.same(seen[0]![1], { bytes: Buffer.from('b') })
    t.same(seen[1], seen[0])
  })

  t.test('what is emitted is what it was at that moment', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const arrived = clients.map((client) => received(client, 'test', 2))
    const [data, bytes] = [{ choice: 'A' }, Buffer.from('A')]
    nodes[0]!.io.emit('test', data)
    nodes[0]!.io.emit('test', bytes)
    data.choice = 'B'
    bytes.write('B')
    for (const events of await Promise.all(arrived)) t.same(events, [[{ choice: 'A' }], [Buffer.from('A')]])
  })

  t.test('large and small ones, binary data and texts keep the order of the calls', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    const filler = 'x'.repeat(50_000)
    for (let i = 0; i < 40; i++) nodes[0]!.io.emit('test', i, ['', filler, Buffer.from(filler), Buffer.from('b')][i % 4])
    await settled(nodes[0]!.io, clients)
    for (const numbers of seen) t.same(numbers, Array.from({ length: 40 }, (_, i) => i))
  })
}
