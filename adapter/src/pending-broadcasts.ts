import { type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter'
import { type Part } from './frame.ts'
import { isTarget } from './targets.ts'

export interface PendingBroadcast {
  seq: number
  options: BroadcastOptions
  parts: readonly Part[]
  /** Sockets that were meant when it was emitted, and have left the room since. */
  left?: Set<SocketId>
}

/**
 * Broadcasts of this node that are on their way through the log. A socket that leaves a room, or is disconnected, right after an emit to
 * that room gets the packet all the same, as it would without a cluster.
 */
export class PendingBroadcasts {
  /** Number of the last broadcast of this process. It goes on when a namespace is made again: clients may have tokens of the former one. */
  static lastSeq = 0
  readonly #pending = new Map<number, PendingBroadcast>()

  add (seq: number, options: BroadcastOptions, parts: readonly Part[]): void {
    this.#pending.set(seq, { seq, options, parts })
  }

  /** The broadcast has come back, or will not. */
  take (seq: number): PendingBroadcast | undefined {
    const broadcast = this.#pending.get(seq)
    this.#pending.delete(seq)
    return broadcast
  }

  /** @param rooms - the socket's rooms before it leaves */
  onLeave (socket: SocketId, rooms: ReadonlySet<Room> | undefined): void {
    for (const broadcast of this.matching(rooms)) (broadcast.left ??= new Set()).add(socket)
  }

  * matching (rooms: ReadonlySet<Room> | undefined): Iterable<PendingBroadcast> {
    if (!rooms || this.#pending.size === 0) return
    for (const broadcast of this.#pending.values()) {
      if (isTarget(broadcast.options, rooms)) yield broadcast
    }
  }
}
