import { type Test } from 'tap'
import { type LogFactory, received, record, settled, startCluster, startNode } from '../cluster.ts'

export function broadcastContract (t: Test, createLog: LogFactory): void {
  t.test('broadcasts to all clients of all nodes', async (t) => {
    const nodes = await startCluster(t, createLog)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const arrived = clients.map((client) => received(client, 'test'))
    nodes[0]!.io.emit('test', 1, '2', { 3: ['4'] }, null)
    for (const events of await Promise.all(arrived)) t.same(events[0], [1, '2', { 3: ['4'] }, null])
  })

  t.test('broadcasts binary data as it is', async (t) => {
    const nodes = await startCluster(t, createLog)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const arrived = clients.map((client) => received(client, 'test'))
    nodes[1]!.io.emit('test', Buffer.from([0, 1, 255]), { nested: new Uint8Array([4, 5]) })
    for (const [event] of await Promise.all(arrived)) {
      t.same(event, [Buffer.from([0, 1, 255]), { nested: Buffer.from([4, 5]) }])
    }
  })

  t.test('a client on long-polling gets the same', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const client = await nodes[0]!.connect('/', { transports: ['polling'] })
    const arrived = received(client, 'test', 2)
    nodes[1]!.io.emit('test', '한글', { a: 1 })
    nodes[1]!.io.emit('test', Buffer.from('b'))
    t.same(await arrived, [['한글', { a: 1 }], [Buffer.from('b')]])
  })

  t.test('broadcasts to a namespace only', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }) => io.of('/custom'))
    const inside = await Promise.all(nodes.map((node) => node.connect('/custom')))
    const outside = await nodes[1]!.connect()
    const foreign = record(outside, 'test')
    const arrived = inside.map((client) => received(client, 'test'))
    nodes[2]!.io.of('/custom').emit('test')
    await Promise.all(arrived)
    await settled(nodes[2]!.io, [outside])
    t.same(foreign, [])
  })

  t.test('broadcasts to rooms, without the excepted ones', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }, i) => io.on('connection', (socket) => socket.join(['all', `node${i}`])))
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    nodes[0]!.io.to('node1').emit('test', 'one room')
    nodes[0]!.io.to(['node1', 'node2', 'all']).emit('test', 'once each')
    nodes[0]!.io.to('all').except('node2').emit('test', 'except a room')
    nodes[0]!.io.except(clients[0]!.id!).emit('test', 'except a socket')
    nodes[0]!.io.to('nobody').emit('test', 'nobody')
    await settled(nodes[0]!.io, clients)
    t.same(seen, [
      ['once each', 'except a room'],
      ['one room', 'once each', 'except a room', 'except a socket'],
      ['once each', 'except a socket']
    ])
  })

  t.test('a socket broadcasts to everybody but itself', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }) => io.on('connection', (socket) => socket.on('say', (text) => socket.broadcast.emit('test', text))))
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    const arrived = [received(clients[1]!, 'test'), received(clients[2]!, 'test')]
    clients[0]!.emit('say', 'hello')
    await Promise.all(arrived)
    await settled(nodes[0]!.io, clients)
    t.same(seen, [[], ['hello'], ['hello']])
  })

  t.test('local broadcasts stay on their node', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    nodes[0]!.io.local.emit('test', 'here')
    await settled(nodes[0]!.io, clients)
    t.same(seen, [['here'], []])
  })

  t.test('volatile, compressed and custom-data packets arrive', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const client = await nodes[1]!.connect()
    const arrived = received(client, 'test', 3)
    nodes[0]!.io.volatile.emit('test', 'volatile')
    nodes[0]!.io.compress(false).emit('test', 'compress')
    nodes[0]!.io.emit('test', { toJSON: () => 'money' })
    t.same(await arrived, [['volatile'], ['compress'], ['money']])
  })

  t.test('outgoing listeners see the decoded data on every node', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const heard: unknown[] = []
    nodes.forEach(({ io }) => io.on('connection', (socket) => socket.onAnyOutgoing((...args) => heard.push(args))))
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const arrived = clients.map((client) => received(client, 'test'))
    nodes[0]!.io.emit('test', { a: Buffer.from('x') })
    await Promise.all(arrived)
    t.same(heard, [['test', { a: Buffer.from('x') }], ['test', { a: Buffer.from('x') }]])
  })

  t.test('a parser of one\'s own is used on both sides', async (t) => {
    const parser = await import('./reversing-parser.ts')
    const nodes = [await startNode(t, createLog, { parser }), await startNode(t, createLog, { parser })]
    const clients = await Promise.all(nodes.map((node) => node.connect('/', { parser })))
    const arrived = clients.map((client) => received(client, 'test'))
    nodes[0]!.io.emit('test', { a: 1 })
    for (const [event] of await Promise.all(arrived)) t.same(event, [{ a: 1 }])
  })

  t.test('data that cannot be encoded throws to the caller', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    t.throws(() => nodes[0]!.io.emit('test', 1n), TypeError)
    t.throws(() => nodes[0]!.io.serverSideEmit('test', 1n), TypeError)
  })

  t.test('emit, then leave or disconnect in the same turn, still delivers', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const client = await nodes[0]!.connect()
    const socket = nodes[0]!.io.sockets.sockets.get(client.id!)!
    await socket.join('room')
    const seen = record(client, 'test')
    const gone = new Promise((resolve) => client.once('disconnect', resolve))

    nodes[0]!.io.to('room').emit('test', 'before leaving')
    void socket.leave('room')
    nodes[0]!.io.to('room').emit('test', 'after leaving')
    await settled(nodes[0]!.io, [client])
    t.same(seen, ['before leaving'])

    nodes[0]!.io.emit('test', 'before disconnecting')
    socket.disconnect()
    await gone
    t.same(seen, ['before leaving', 'before disconnecting'])
  })

  t.test('all clients of all nodes see one order', async (t) => {
    const nodes = await startCluster(t, createLog)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const seen = clients.map((client) => record(client, 'test'))
    const each = 300
    await Promise.all(nodes.map(async ({ io }, node) => {
      for (let i = 0; i < each; i++) {
        io.emit('test', node * each + i)
        if (i % 7 === node) await new Promise((resolve) => setImmediate(resolve))
      }
    }))
    // A marker of one node says nothing of what another one has still on its way.
    for (const { io } of nodes) await settled(io, clients)
    t.equal(seen[0]!.length, 3 * each)
    t.same(seen[1], seen[0])
    t.same(seen[2], seen[0])
    for (const node of [0, 1, 2]) {
      const ofNode = seen[0]!.filter((n) => Math.floor(n as number / each) === node)
      t.same(ofNode, ofNode.toSorted((a, b) => (a as number) - (b as number)), `order of node ${node}`)
    }
  })

  t.test('a node that joins late loses nothing after it is ready', async (t) => {
    const [first] = await startCluster(t, createLog, 1)
    let sent = 0
    const sending = setInterval(() => { first!.io.emit('test', sent++) }, 1)
    t.teardown(() => clearInterval(sending))
    const late = await startNode(t, createLog)
    // Connected through the old node, to have the reference; and through the late one.
    const clients = [await first!.connect(), await late.connect()]
    const seen = clients.map((client) => record(client, 'test') as number[])
    const next = sent
    const until = sent + 100
    await Promise.all(clients.map((client) => new Promise<void>((resolve) => client.on('test', (n) => { if (n >= until) resolve() }))))
    clearInterval(sending)
    await settled(first!.io, clients)
    for (const [i, numbers] of seen.entries()) {
      t.ok(numbers[0]! <= next, `client ${i} has the first one that was emitted when it was there`)
      t.same(numbers, Array.from({ length: sent - numbers[0]! }, (_, k) => numbers[0]! + k), `client ${i} has no hole`)
    }
  })
}
