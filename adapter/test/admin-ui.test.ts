import { instrument } from '@socket.io/admin-ui'
import { io } from 'socket.io-client'
import t from 'tap'
import { MemoryLog } from '../src/index.ts'
import { adapterOf, received, startNode, until } from './cluster.ts'
import { withRecovery } from './roamer.ts'

for (const options of [{}, withRecovery, { adapterOptions: { ordering: 'local-first' } } as const]) {
  t.test(`@socket.io/admin-ui sees and does everything on all nodes, with ${JSON.stringify(options)}`, async (t) => {
    const log = new MemoryLog()
    const nodes = [await startNode(t, () => log, options), await startNode(t, () => log, options)]
    nodes.forEach(({ io }, i) => {
      io.on('connection', (socket) => {
        socket.data.name = `name ${i}`
        socket.on('ask', (ack) => ack('fine'))
      })
      instrument(io, { auth: false, mode: 'development', serverId: `node ${i}` })
    })
    await until(async () => await adapterOf(nodes[0]!.io.of('/')).serverCount() === 2)
    const before = await nodes[1]!.connect()

    const seen: [event: string, ...args: unknown[]][] = []
    const admin = io(`${nodes[0]!.url}/admin`, { transports: ['websocket'] })
    t.teardown(() => admin.disconnect())
    admin.onAny((event: string, ...args: unknown[]) => seen.push([event, ...args]))
    const sees = (event: string, matches: (...args: never[]) => unknown) =>
      until(() => seen.some(([name, ...args]) => name === event && matches(...args as never[])))

    await sees('config', ({ supportedFeatures }: { supportedFeatures: string[] }) => supportedFeatures.includes('ALL_EVENTS'))
    await sees('all_sockets', (sockets: { id: string, data: object }[]) =>
      sockets.some(({ id, data }) => id === before.id && JSON.stringify(data) === '{"name":"name 1"}'))
    for (const server of ['node 0', 'node 1']) await sees('server_stats', ({ serverId }: { serverId: string }) => serverId === server)

    const client = await nodes[1]!.connect()
    await sees('socket_connected', ({ id }: { id: string }) => id === client.id)
    await sees('socket_updated', ({ id, data }: { id: string, data?: { name?: string } }) => id === client.id && data?.name === 'name 1')
    t.equal(await client.emitWithAck('ask'), 'fine')
    await sees('event_received', (_nsp: string, id: string, [event]: string[]) => id === client.id && event === 'ask')

    admin.emit('join', '/', 'room', client.id)
    await sees('room_joined', (nsp: string, room: string, id: string) => nsp === '/' && room === 'room' && id === client.id)
    const arrived = received(client, 'notice')
    admin.emit('emit', '/', 'room', 'notice', 'from the admin')
    t.equal((await arrived)[0]![0], 'from the admin')
    await sees('event_sent', (_nsp: string, id: string, args: unknown[]) => id === client.id && args.join() === 'notice,from the admin')
    admin.emit('leave', '/', 'room', client.id)
    await sees('room_left', (_nsp: string, room: string, id: string) => room === 'room' && id === client.id)
    const id = client.id
    admin.emit('_disconnect', '/', false, client.id)
    await sees('socket_disconnected', (_nsp: string, gone: string) => gone === id)
    t.equal(client.connected, false)
    for (const { errors } of nodes) t.same(errors, [])
  })
}
