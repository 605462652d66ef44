import { type Test } from 'tap'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type Namespace, Server, type ServerOptions } from 'socket.io'
import { io, type ManagerOptions, type Socket as ClientSocket, type SocketOptions } from 'socket.io-client'
import { type KafkaAdapter } from '../src/adapter.ts'
import { createAdapter, type AdapterOptions } from '../src/create-adapter.ts'
import { type Log } from '../src/log.ts'

/** Makes the log of one node; all of one test see the same records. */
export type LogFactory = () => Log

export interface TestNode {
  io: Server
  url: string
  errors: Error[]
  connect (nsp?: string, options?: Partial<ManagerOptions & SocketOptions>): Promise<ClientSocket>
  close (): Promise<void>
}

/** A server on a free port, ready, that the test's end closes. */
export async function startNode (t: Test, createLog: LogFactory, options: Partial<ServerOptions> & { adapterOptions?: AdapterOptions } = {}): Promise<TestNode> {
  const errors: Error[] = []
  const { adapterOptions, ...serverOptions } = options
  const http = createServer()
  const server = new Server(http, {
    ...serverOptions,
    adapter: createAdapter(createLog(), { onError: (error) => errors.push(error), ...adapterOptions })
  })
  const clients: ClientSocket[] = []
  await server.of('/').adapter.init()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  const node: TestNode = {
    io: server,
    url,
    errors,
    async connect (nsp = '/', clientOptions = {}) {
      const client = io(url + nsp, { transports: ['websocket'], forceNew: true, ...clientOptions })
      clients.push(client)
      await new Promise<void>((resolve, reject) => {
        client.once('connect', resolve)
        client.once('connect_error', reject)
      })
      return client
    },
    async close () {
      for (const client of clients) client.disconnect()
      await server.close()
    }
  }
  t.teardown(() => node.close())
  return node
}

/** Several nodes that know each other. */
export async function startCluster (t: Test, createLog: LogFactory, size = 3, options = {}): Promise<TestNode[]> {
  const nodes: TestNode[] = []
  for (let i = 0; i < size; i++) nodes.push(await startNode(t, createLog, options))
  await Promise.all(nodes.map(({ io }) => until(async () => await adapterOf(io.of('/')).serverCount() === size)))
  return nodes
}

export function adapterOf (nsp: Namespace): KafkaAdapter {
  return nsp.adapter as unknown as KafkaAdapter
}

/** Resolves when the condition holds; the test's time limit ends the waiting. */
export async function until (condition: () => unknown): Promise<void> {
  while (!await condition()) await delay(5)
}

/** The next `count` events of that name, as lists of arguments. */
export function received (client: ClientSocket, event: string, count = 1): Promise<unknown[][]> {
  return new Promise((resolve) => {
    const all: unknown[][] = []
    client.on(event, (...args: unknown[]) => {
      if (all.push(args) === count) resolve(all)
    })
  })
}

/** Everything of that name so far. */
export function record (client: ClientSocket, event: string): unknown[] {
  const all: unknown[] = []
  client.on(event, (...args: unknown[]) => all.push(args[0]))
  return all
}

/** Resolves when everything that was emitted before on this namespace has arrived at these clients. */
export async function settled (io: Server, clients: ClientSocket[], nsp = '/'): Promise<void> {
  const marker = `marker-${Math.random()}`
  const arrived = clients.map((client) => received(client, marker))
  io.of(nsp).emit(marker)
  await Promise.all(arrived)
}
