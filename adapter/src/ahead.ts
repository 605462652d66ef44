import { type SocketId } from 'socket.io-adapter'
import { type DecodedFrame, FrameType } from './frame.ts'
import { type BroadcastMeta } from './targets.ts'

/**
 * Whoever has this has received all broadcasts of a node up to one of them, though they may stand further on in the log: with
 * `ordering: 'local-first'` a node gives its own sockets what it has not read yet.
 */
export interface Ahead {
  /** Id of the node. */
  node: string
  /** Number of its last broadcast that was received. */
  seq: number
}

/** Whether the broadcast was received ahead of the log. */
export function isAhead (received: readonly Ahead[], { type, from, meta }: DecodedFrame): boolean {
  return type === FrameType.BROADCAST && received.some(({ node, seq }) => node === from && (meta as BroadcastMeta).seq <= seq)
}

/** Sockets of this node that have something that is still to be read: they had it from another node before they came here. */
export class AheadSockets {
  readonly #byNode = new Map<string, Map<SocketId, number>>()

  add (id: SocketId, received: readonly Ahead[]): void {
    for (const { node, seq } of received) {
      const sockets = this.#byNode.get(node) ?? new Map<SocketId, number>()
      this.#byNode.set(node, sockets.set(id, seq))
    }
  }

  delete (id: SocketId): void {
    for (const sockets of this.#byNode.values()) sockets.delete(id)
  }

  /** Sockets that have this broadcast already. A node's broadcasts stand in their order: who does not have this one has none that follow. */
  of ({ from, meta }: DecodedFrame): SocketId[] {
    const sockets = this.#byNode.get(from)
    if (!sockets) return []
    for (const [id, seq] of sockets) if (seq < (meta as BroadcastMeta).seq) sockets.delete(id)
    if (sockets.size === 0) this.#byNode.delete(from)
    return [...sockets.keys()]
  }
}
