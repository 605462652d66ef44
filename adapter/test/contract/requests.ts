import { type Test } from 'tap'
import { RequestTimeoutError } from '../../src/errors.ts'
import { adapterOf, type LogFactory, received, startCluster, startNode, until } from '../cluster.ts'
import { holdable } from '../holdable-log.ts'
import { withRecovery } from '../roamer.ts'

export function requestContract (t: Test, createLog: LogFactory): void {
  t.test('an acknowledged broadcast collects one answer per client', async (t) => {
    const nodes = await startCluster(t, createLog)
    const clients = await Promise.all([...nodes, nodes[0]!].map((node) => node.connect()))
    clients.forEach((client, i) => client.on('test', (data, ack) => ack([i, data])))
    const answers = await nodes[0]!.io.timeout(5_000).emitWithAck('test', Buffer.from('x'))
    t.same((answers as [number, Buffer][]).map(([i]) => i).sort(), [0, 1, 2, 3])
    t.ok((answers as [number, Buffer][]).every(([, data]) => Buffer.from('x').equals(data)), 'binary both ways')
  })

  t.test('an acknowledged broadcast without clients ends at once', async (t) => {
    const nodes = await startCluster(t, createLog)
    t.same(await nodes[0]!.io.timeout(5_000).emitWithAck('test'), [])
    t.same(await nodes[0]!.io.of('/only-here').timeout(5_000).emitWithAck('test'), [])
  })

  t.test('an acknowledged broadcast with a silent client ends with what there is', async (t) => {
    const nodes = await startCluster(t, createLog)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    clients[0]!.on('test', (ack) => ack(0))
    clients[1]!.on('test', (ack) => ack(1))
    const [error, answers] = await new Promise<[Error, number[]]>((resolve) => {
      nodes[0]!.io.timeout(300).emit('test', (error: Error, answers: number[]) => resolve([error, answers]))
    })
    t.type(error, Error)
    t.same(answers.sort(), [0, 1])
  })

  t.test('an acknowledged broadcast goes to rooms, without the excepted ones', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }, i) => io.on('connection', (socket) => socket.join(['all', `node${i}`])))
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    clients.forEach((client, i) => client.on('test', (ack) => ack(i)))
    t.same(await nodes[0]!.io.to('node2').timeout(5_000).emitWithAck('test'), [2])
    t.same((await nodes[0]!.io.to('all').except('node1').timeout(5_000).emitWithAck('test')).sort(), [0, 2])
    t.same(await nodes[0]!.io.to('nobody').timeout(5_000).emitWithAck('test'), [])
  })

  t.test('with recovery, one client is asked without a token, and its answer comes back', async (t) => {
    const node = await startNode(t, createLog, withRecovery)
    const client = await node.connect()
    client.on('test', (...args) => args.pop()(args))
    t.same(await node.io.sockets.sockets.get(client.id!)!.timeout(5_000).emitWithAck('test', 'text'), ['text'])
    t.same(await node.io.timeout(5_000).emitWithAck('test', 'text'), [['text']])
  })

  t.test('fetchSockets waits as long as timeout() says', async (t) => {
    const [node] = await startCluster(t, createLog, 1, { adapterOptions: { requestsTimeout: 20_000 } })
    const log = holdable(createLog())
    const silent = await startNode(t, () => log)
    t.teardown(() => log.release())
    await until(async () => await adapterOf(node!.io.of('/')).serverCount() === 2)
    log.hold()
    const started = performance.now()
    await t.rejects(node!.io.timeout(200).fetchSockets(), { name: 'RequestTimeoutError', missing: [adapterOf(silent.io.of('/')).stats().id] })
    t.ok(performance.now() - started < 10_000)
  })

  t.test('an answer that cannot be encoded is told where it was given, and is missing', async (t) => {
    const nodes = await startCluster(t, createLog, 2, { adapterOptions: { requestsTimeout: 300 } })
    const client = await nodes[1]!.connect()
    nodes[1]!.io.sockets.sockets.get(client.id!)!.data = { count: 1n }
    nodes[1]!.io.on('ask', (ack) => ack(1n))
    const missing = [adapterOf(nodes[1]!.io.of('/')).stats().id]
    await t.rejects(nodes[0]!.io.fetchSockets(), { name: 'RequestTimeoutError', missing })
    await t.rejects(nodes[0]!.io.serverSideEmitWithAck('ask'), { name: 'RequestTimeoutError', missing })
    t.match(nodes[1]!.errors, [{ name: 'TypeError' }, { name: 'TypeError' }])
    t.equal(await adapterOf(nodes[0]!.io.of('/')).countSockets(), 1)
  })

  t.test('an adapter that is called by itself needs no flags and no exceptions', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const client = await nodes[1]!.connect()
    const adapter = adapterOf(nodes[0]!.io.of('/'))
    const all = { rooms: new Set<string>() }
    adapter.addSockets(all, ['room'])
    t.equal((await adapter.fetchSockets({ rooms: new Set(['room']) })).length, 1)
    adapter.delSockets(all, ['room'])
    t.equal((await adapter.fetchSockets({ rooms: new Set(['room']) })).length, 0)
    const arrived = received(client, 'test')
    adapter.broadcast({ type: 2, nsp: '/', data: ['test', 1] }, all)
    t.same(await arrived, [[1]])
    const gone = received(client, 'disconnect')
    adapter.disconnectSockets(all, false)
    t.same((await gone)[0]![0], 'io server disconnect')
  })

  t.test('a local acknowledged broadcast asks only the own clients', async (t) => {
    const nodes = await startCluster(t, createLog)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    clients.forEach((client, i) => client.on('test', (ack) => ack(i)))
    t.same(await nodes[1]!.io.local.timeout(5_000).emitWithAck('test'), [1])
  })

  t.test('fetchSockets returns the sockets of all nodes, with what can be done to them', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }, i) => io.on('connection', (socket) => {
      socket.data = { name: `학생 ${i}`, bytes: Buffer.from([i]) }
      return socket.join(`node${i}`)
    }))
    const clients = await Promise.all(nodes.map((node) => node.connect('/', { query: { shard: '3' } })))
    const sockets = await nodes[0]!.io.fetchSockets()
    t.same(sockets.map(({ id }) => id).sort(), clients.map(({ id }) => id).sort())
    t.same((await nodes[0]!.io.local.fetchSockets()).map(({ id }) => id), [clients[0]!.id])

    const [remote] = await nodes[0]!.io.in('node2').fetchSockets()
    t.same(remote!.data, { name: '학생 2', bytes: Buffer.from([2]) })
    t.same([...remote!.rooms].sort(), [clients[2]!.id, 'node2'].sort())
    t.equal(remote!.handshake.query.shard, '3')
    const arrived = received(clients[2]!, 'test')
    remote!.emit('test', 'to you')
    t.same(await arrived, [['to you']])
    remote!.join('new')
    t.equal((await nodes[0]!.io.in('new').fetchSockets()).length, 1, 'a join by command is done when a later request of the same node is answered')
    remote!.leave('new')
    t.equal((await nodes[0]!.io.in('new').fetchSockets()).length, 0)
    const gone = received(clients[2]!, 'disconnect')
    remote!.disconnect()
    t.same((await gone)[0]![0], 'io server disconnect')
  })

  t.test('socketsJoin and socketsLeave reach all nodes, filtered or local', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }, i) => io.on('connection', (socket) => socket.join(`node${i}`)))
    await Promise.all(nodes.map((node) => node.connect()))
    const size = async (room: string) => (await nodes[0]!.io.in(room).fetchSockets()).length
    nodes[0]!.io.socketsJoin('all')
    t.equal(await size('all'), 3)
    nodes[0]!.io.in(['node1', 'node2']).socketsJoin('some')
    t.equal(await size('some'), 2)
    nodes[0]!.io.in('node1').socketsLeave(['all', 'some'])
    t.same([await size('all'), await size('some')], [2, 1])
    nodes[0]!.io.local.socketsJoin('mine')
    t.equal(await size('mine'), 1)
    nodes[0]!.io.local.socketsLeave('mine')
    t.equal(await size('mine'), 0)
  })

  t.test('disconnectSockets reaches all nodes, and comes after what was emitted before', async (t) => {
    const nodes = await startCluster(t, createLog)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const story = clients.map(() => [] as unknown[])
    const gone = clients.map((client, i) => new Promise<void>((resolve) => {
      client.on('bye', () => story[i]!.push('bye'))
      client.on('disconnect', (reason) => { story[i]!.push(reason); resolve() })
    }))
    nodes[0]!.io.emit('bye')
    nodes[0]!.io.disconnectSockets()
    await Promise.all(gone)
    for (const events of story) t.same(events, ['bye', 'io server disconnect'])
  })

  t.test('disconnectSockets(true) closes the connection', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const client = await nodes[1]!.connect()
    const closed = new Promise((resolve) => client.io.engine.once('close', resolve))
    nodes[0]!.io.disconnectSockets(true)
    await closed
    t.equal(nodes[1]!.io.engine.clientsCount, 0)
  })

  t.test('serverSideEmit reaches the other nodes only', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes[0]!.io.on('hello', () => t.fail('must not come back to the sender'))
    const arrived = nodes.slice(1).map(({ io }) => new Promise((resolve) => io.on('hello', (...args) => resolve(args))))
    nodes[0]!.io.serverSideEmit('hello', 1, { a: Buffer.from('b') })
    for (const args of await Promise.all(arrived)) t.same(args, [1, { a: Buffer.from('b') }])
  })

  t.test('serverSideEmit with an acknowledgement collects the answers of the nodes that have the namespace', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes[1]!.io.on('ask', (n, ack) => ack(n + 1))
    nodes[2]!.io.on('ask', (n, ack) => ack(Buffer.from([n])))
    t.same((await nodes[0]!.io.serverSideEmitWithAck('ask', 1)).sort(), [Buffer.from([1]), 2])
    nodes[1]!.io.of('/some').on('ask', (ack) => ack('here'))
    await nodes[1]!.io.of('/some').adapter.init()
    t.same(await nodes[0]!.io.of('/some').serverSideEmitWithAck('ask'), ['here'])
  })

  t.test('a node that does not answer is named', async (t) => {
    const nodes = await startCluster(t, createLog, 3, { adapterOptions: { requestsTimeout: 200 } })
    nodes[1]!.io.on('ask', (ack) => ack('fine'))
    nodes[2]!.io.on('ask', () => {})
    const silent = adapterOf(nodes[2]!.io.of('/')).stats().id
    const [error, answers] = await new Promise<[Error, unknown[]]>((resolve) => {
      nodes[0]!.io.serverSideEmit('ask', (error: Error, answers: unknown[]) => resolve([error, answers]))
    })
    t.type(error, RequestTimeoutError)
    t.same((error as RequestTimeoutError).missing, [silent])
    t.match(error.message, silent)
    t.same(answers, ['fine'])
  })

  t.test('a node that ends says so, and is not waited for', async (t) => {
    const nodes = await startCluster(t, createLog)
    await nodes[2]!.close()
    await until(async () => await adapterOf(nodes[0]!.io.of('/')).serverCount() === 2)
    t.same(await nodes[0]!.io.fetchSockets(), [])
    t.same(nodes[0]!.errors, [])
  })

  t.test('init and close may be called again', async (t) => {
    const node = await startNode(t, createLog)
    const adapter = adapterOf(node.io.of('/'))
    await Promise.all([adapter.init(), adapter.init()])
    await Promise.all([adapter.close(), adapter.close()])
    await adapter.close()
    t.equal(adapter.stats().ready, false)
  })
}
