import { type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter'
import { type Part } from './frame.ts'

export interface PendingBroadcast {
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
  readonly #pending = new Map<number, PendingBroadcast>()
  #lastId = 0

  add (options: BroadcastOptions, parts: readonly Part[]): number {
    this.#pending.set(++this.#lastId, { options, parts })
    return this.#lastId
  }

  /** The broadcast has come back, or will not. */
  take (id: number): PendingBroadcast | undefined {
    const broadcast = this.#pending.get(id)
    this.#pending.delete(id)
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

/** Whether a socket in these rooms is meant. */
export function isTarget ({ rooms: targets, except }: BroadcastOptions, rooms: ReadonlySet<Room>): boolean {
  const overlaps = (set: ReadonlySet<Room>) => {
    for (const room of set) if (rooms.has(room)) return true
    return false
  }
  return (targets.size === 0 || overlaps(targets)) && !(except && overlaps(except))
}
