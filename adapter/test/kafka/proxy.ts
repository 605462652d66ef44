import { once } from 'node:events'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import { type ISocketFactory } from 'kafkajs'
import { type Test } from 'tap'

/**
 * - open: everything goes through
 * - mute: requests go through, answers get lost
 * - silent: nothing goes through, and nobody is told
 * - late: requests are kept until they are released
 * - closed: connections are cut
 */
type Mode = 'open' | 'mute' | 'silent' | 'late' | 'closed'

/** A bad network between clients and brokers. */
export interface Proxy {
  /** For `new Kafka()`: makes its connections through the proxy, whatever addresses the brokers give. */
  socketFactory: ISocketFactory
  /** Holds for the connections there are, and for new ones. A connection that lost something stays silent for ever. */
  set (mode: Mode): void
  /** Resolves when the next answer has got lost. */
  answerLost (): Promise<void>
  /** Lets requests that are late go on to the broker, though nobody waits for them any more; resolves when the broker has answered them. */
  release (): Promise<void>
  /** Connections made so far. */
  readonly connections: number
}

export async function startProxy (t: Test): Promise<Proxy> {
  let mode: Mode = 'open'
  let connections = 0
  let onAnswerLost = (): void => {}
  const late: { target: Socket, data: Buffer }[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }

  const server = createServer(client => {
    keep(client)
    connections++
    let target: Socket | undefined
    let lossy = false
    if (mode === 'closed') client.destroy()
    client.on('data', data => {
      if (mode === 'silent') lossy = true
      if (lossy) return
      if (target !== undefined) {
        if (mode === 'late') late.push({ target, data })
        else target.write(data)
        return
      }
      const end = data.indexOf('\n')
      const [host, port] = String(data.subarray(0, end)).split(' ')
      target = keep(connect({ host: host!, port: Number(port) }))
      target.write(data.subarray(end + 1))
      target.on('data', answer => {
        if (mode !== 'open') lossy = true
        if (lossy) onAnswerLost()
        else client.write(answer)
      })
      target.on('close', () => client.destroy())
      client.on('close', () => { if (late.every(request => request.target !== target)) target!.destroy() })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port: proxyPort } = server.address() as AddressInfo

  return {
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host: '127.0.0.1', port: proxyPort }, onConnect)
      socket.write(`${host} ${port}\n`)
      return socket
    },
    set: next => {
      mode = next
      if (mode === 'closed') for (const socket of sockets) socket.destroy()
    },
    answerLost: () => new Promise(resolve => { onAnswerLost = resolve }),
    release: async () => {
      const requests = late.splice(0)
      await Promise.all(requests.filter(({ target }) => !target.destroyed).map(async ({ target, data }) => {
        target.write(data)
        await new Promise(resolve => target.once('data', resolve).once('close', resolve))
        target.destroy()
      }))
    },
    get connections () { return connections }
  }
}
