import { type Test } from 'tap'
import { Emitter, FrameTooLargeError, NodeClosedError } from '../../src/index.ts'
import { adapterOf, type LogFactory, received, record, settled, startCluster, startNode, until } from '../cluster.ts'
import { startRoamer, withRecovery } from '../roamer.ts'

export function emitterContract (t: Test, createLog: LogFactory): void {
  const start = (t: Test, options = {}) => {
    const emitter = new Emitter(createLog(), options)
    t.teardown(() => emitter.close())
    return emitter
  }

  t.test('it emits to the clients of all nodes, to rooms, without the excepted ones', async (t) => {
    const nodes = await startCluster(t, createLog)
    nodes.forEach(({ io }, i) => io.of('/3-2').on('connection', (socket) => socket.join(['all', `node${i}`])))
    const clients = await Promise.all(nodes.map((node) => node.connect('/3-2')))
    const outside = record(await nodes[0]!.connect(), 'test')
    const seen = clients.map((client) => record(client, 'test'))

    const nsp = start(t).of('/3-2')
    const idle = clients.map((client) => received(client, 'test'))
    t.equal(nsp.volatile.emit('test', 'everybody'), true)
    await Promise.all(idle)
    nsp.to('node0').in(['node1']).emit('test', 'two rooms')
    nsp.to('all').except('node2').except(['node1']).emit('test', 'except')
    nsp.compress(false).emit('test', Buffer.from('binary'))
    const last = received(clients[0]!, 'last')
    nsp.emit('last', 1, { a: [null] })
    t.same(await last, [[1, { a: [null] }]])
    await settled(nodes[0]!.io, clients, '/3-2')
    t.same(seen.map((events) => events.map(String)), [
      ['everybody', 'two rooms', 'except', 'binary'],
      ['everybody', 'two rooms', 'binary'],
      ['everybody', 'binary']
    ])
    t.same(outside, [])
    for (const { io } of nodes) t.equal(adapterOf(io.of('/')).stats().fencedFrames, 0)
  })

  t.test('it moves sockets between rooms, and ends them', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const clients = await Promise.all(nodes.map((node) => node.connect()))
    const nsp = start(t).of()
    const size = (room: string) => adapterOf(nodes[0]!.io.of('/')).countSockets({ rooms: room })
    nsp.socketsJoin(['a', 'b'])
    await until(async () => await size('a') === 2 && await size('b') === 2)
    nsp.in(clients[0]!.id!).socketsLeave('a')
    await until(async () => await size('a') === 1)
    const gone = received(clients[0]!, 'disconnect')
    nsp.except('a').disconnectSockets()
    t.equal((await gone)[0]![0], 'io server disconnect')
    const closed = new Promise((resolve) => clients[1]!.io.engine.once('close', resolve))
    nsp.to('a').disconnectSockets(true)
    await closed
  })

  t.test('servers hear it, all of them', async (t) => {
    const nodes = await startCluster(t, createLog, 2)
    const heard = nodes.map(({ io }) => new Promise((resolve) => io.on('reload', (...args) => resolve(args))))
    start(t).of().serverSideEmit('reload', 1, Buffer.from('b'))
    for (const args of await Promise.all(heard)) t.same(args, [1, Buffer.from('b')])
  })

  t.test('clients that were away get it later, unless it is volatile', async (t) => {
    const nodes = await startCluster(t, createLog, 2, withRecovery)
    const client = await startRoamer(nodes)
    const seen = record(client.socket, 'test')
    const emitter = start(t)
    await client.drop()
    emitter.of('/').emit('test', 'kept')
    emitter.of('/').volatile.emit('test', 'not kept')
    await emitter.flush()
    t.equal(await client.moveTo(1), true)
    await settled(nodes[0]!.io, [client.socket])
    t.same(seen, ['kept'])
  })

  t.test('it speaks the servers\' parser', async (t) => {
    const parser = await import('./reversing-parser.ts')
    const client = await (await startNode(t, createLog, { parser })).connect('/', { parser })
    const arrived = received(client, 'test')
    start(t, { parser }).of('/').emit('test', { a: 1 })
    t.same(await arrived, [[{ a: 1 }]])
  })

  t.test('what cannot be done throws to the caller', async (t) => {
    const log = createLog()
    const emitter = new Emitter(log)
    const nsp = emitter.of('no-slash')
    t.throws(() => nsp.emit('test', () => {}), /acknowledgements/)
    t.throws(() => nsp.serverSideEmit('test', () => {}), /acknowledgements/)
    t.throws(() => nsp.emit('connect'), /reserved/)
    t.throws(() => nsp.emit('test', 1n), TypeError)
    t.throws(() => nsp.emit('test', Buffer.alloc(log.maxFrameBytes)), FrameTooLargeError)
    await emitter.close()
    await emitter.close()
    t.throws(() => nsp.emit('test'), NodeClosedError)
  })
}
