import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

/** The network between a person and a server. */
export interface Network {
  /** The server's address by this network. */
  readonly url: string
  /** Connections that were made by it so far. */
  readonly connections: number
  /** All connections go dead for ever, and neither side is told. */
  stop (): void
  /** As `stop`, but new connections work: another network. */
  change (): void
}

/** Puts a network in front of the server of an address; it ends with the test. */
export async function startNetwork (t: Test, address: string): Promise<Network> {
  const { hostname, port } = new URL(address)
  const sockets = new Set<Socket>()
  let alive = new AbortController()
  let connections = 0

  const server = createServer(client => {
    connections++
    const target = connect({ host: hostname, port: Number(port) })
    const { signal } = alive
    for (const [from, to] of [[client, target], [target, client]] as const) {
      sockets.add(from)
      from.on('error', () => {})
      from.on('data', data => { if (!signal.aborted) to.write(data) })
      from.on('close', () => { if (!signal.aborted) to.destroy() })
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections () { return connections },
    stop: () => alive.abort(),
    change () {
      alive.abort()
      alive = new AbortController()
    }
  }
}
