import { type SocketId } from 'socket.io-adapter'
import { FrameType, type Part } from './frame.ts'
import { type ClusterNode } from './node.ts'
import { type SessionMeta } from './sessions.ts'
import { type NamespaceInternals, type SocketInternals } from './socket-io.ts'

interface JournalEntry {
  pid: string
  /** Last token that was sent to the socket. */
  token: string
  /** What was said last of the socket's data. */
  data: string | undefined
  statedAt: number
}

/**
 * Writes what the sockets of this node are to the log, while they are connected: so a client recovers on another node even when this one
 * ends without a word.
 */
export class Journal {
  readonly #nsp: NamespaceInternals
  readonly #node: ClusterNode
  readonly #entries = new Map<SocketId, JournalEntry>()

  constructor (nsp: NamespaceInternals, node: ClusterNode) {
    this.#nsp = nsp
    this.#node = node
  }

  /** How many sockets are journalled. */
  get size (): number {
    return this.#entries.size
  }

  /** @returns whether it is in the log, so that the socket can be taken over */
  async open (socket: SocketInternals, token: string): Promise<boolean> {
    this.#entries.set(socket.id, { pid: socket.pid!, token, data: undefined, statedAt: 0 })
    return await this.state(socket.id)
  }

  sent (id: SocketId, token: string): void {
    const entry = this.#entries.get(id)
    if (entry) entry.token = token
  }

  /** The socket is another one's, or this node's no longer: nothing more is said of it. */
  forget (id: SocketId): void {
    this.#entries.delete(id)
  }

  /** Something was lost: what was said last of the sockets is all that is true of them. */
  clear (): void {
    this.#entries.clear()
  }

  /** Never rejects. */
  async state (id: SocketId, change: Pick<SessionMeta, 'ended' | 'gone'> = {}): Promise<boolean> {
    const entry = this.#entries.get(id)
    const socket = this.#nsp.sockets.get(id)
    if (!entry || !socket) return false
    entry.data = fingerprint(socket.data)
    entry.statedAt = performance.now()
    if (change.ended || change.gone) this.#entries.delete(id)
    const { pid, token } = entry
    return await this.write({ pid, sid: id, rooms: [...socket.rooms], token, upTo: this.#node.lastRead(this.#nsp.name), ...change }, this.#encode(socket.data))
  }

  /** Never rejects. */
  async write (meta: SessionMeta, data: readonly Part[]): Promise<boolean> {
    try {
      await this.#node.send(FrameType.SESSION, this.#nsp.name, meta, data)
      return true
    } catch (error) {
      this.#node.options.onError(error as Error)
      return false
    }
  }

  /** Says again what nears the end of the window, and what has changed: nobody tells when an application changes `socket.data`. */
  tick (): void {
    const due = performance.now() - this.#node.options.window / 2 + 2_000
    for (const [id, entry] of this.#entries) {
      if (entry.statedAt < due || fingerprint(this.#nsp.sockets.get(id)?.data) !== entry.data) void this.state(id)
    }
  }

  #encode (data: unknown): readonly Part[] {
    try {
      return this.#node.codec.encodeValue(data)
    } catch (error) {
      this.#node.options.onError(error as Error)
      return this.#node.codec.encodeValue({})
    }
  }
}

/** Two equal ones are taken for the same data. What cannot be written as JSON has none. */
function fingerprint (data: unknown): string | undefined {
  try {
    return JSON.stringify(data)
  } catch {
    return undefined
  }
}
