import { type ManagerOptions, type Socket as ClientSocket } from 'socket.io-client'
import { type TestNode, until } from './cluster.ts'

/** Options of servers whose clients recover. */
export const withRecovery = { connectionStateRecovery: { maxDisconnectionDuration: 5_000, skipMiddlewares: true } }

/** A client that stays the same while its connection goes from node to node. */
export class Roamer {
  readonly socket: ClientSocket
  readonly #nodes: TestNode[]

  constructor (socket: ClientSocket, nodes: TestNode[]) {
    this.socket = socket
    this.#nodes = nodes
  }

  /** Breaks the connection. */
  async drop (): Promise<void> {
    const gone = new Promise((resolve) => this.socket.once('disconnect', resolve))
    this.socket.io.engine.close()
    await gone
  }

  /** Connects to a node; resolves with whether the state was recovered. */
  async moveTo (node: number): Promise<boolean> {
    Object.assign(this.socket.io, { uri: this.#nodes[node]!.url })
    const connected = new Promise<void>((resolve) => this.socket.once('connect', resolve))
    this.socket.connect()
    await connected
    return this.socket.recovered
  }
}

/** Connects to the first node; it has a token when this resolves. */
export async function startRoamer (nodes: TestNode[], nsp = '/', options: Partial<ManagerOptions> = {}): Promise<Roamer> {
  const first = nodes[0]!
  const socket = await first.connect(nsp, { reconnection: false, ...options })
  await until(() => (socket as unknown as { _lastOffset?: string })._lastOffset)
  return new Roamer(socket, nodes)
}

/** What a client brings when it comes back, and the id that it has again when it recovers. */
export function identity (socket: ClientSocket) {
  return { id: socket.id, auth: { pid: Reflect.get(socket, '_pid') as string, offset: Reflect.get(socket, '_lastOffset') as string } }
}
