import { type Room } from 'socket.io-adapter'
import { type FollowedPartition } from './followed-partition.ts'
import { type ClusterNode } from './node.ts'
import { isMeant } from './recovery.ts'
import { encodeToken } from './token.ts'

/** A broadcast that was made before. */
export interface PastEvent {
  /** Name of the event. */
  event: string
  args: unknown[]
  /** Log time, in ms since the epoch. */
  at: number
  /** The token that clients got with it. */
  token: string
}

export interface History {
  /** Oldest first. */
  events: PastEvent[]
  /** Whether these are all of the last window: `false` when older ones had to go because of the option `windowBytes`. */
  complete: boolean
}

export function historyOf ({ window, last }: FollowedPartition, nsp: string, room: Room | undefined, { codec, options }: ClusterNode): History {
  const rooms = new Set(room === undefined ? [] : [room])
  const entries = window.after(nsp, window.heldAfter)!.filter((entry) => isMeant(entry, rooms))
  return {
    events: entries.map(({ frame, place, time }) => {
      const [event, ...args] = codec.decode(frame.parts).data as [string, ...unknown[]]
      return { event, args, at: time, token: encodeToken(nsp, { place, time }) }
    }),
    complete: window.overflowedAt < last.time - options.window
  }
}
