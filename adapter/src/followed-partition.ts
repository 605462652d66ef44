import { Catalog, catalogKey, type ListedEntry } from './catalog.ts'
import { type DecodedFrame, FrameType } from './frame.ts'
import { type Overflow } from './overflow.ts'
import { type Place, placeOf } from './place.ts'
import { Sessions, type Session, type TakeoverMeta } from './sessions.ts'
import { type DisconnectMeta, fromTargets } from './targets.ts'
import { type Token } from './token.ts'
import { Window } from './window.ts'

export interface PartitionLimits {
  /** In ms of log time. */
  window: number
  /** In bytes. */
  windowBytes: number
  /** In bytes. */
  sessionBytes: number
}

/** What is said in a COMMAND, a CHECKPOINT and a DROP frame. */
export interface MachineMeta {
  machine: string
  version: number
}
export interface CommandMeta extends MachineMeta {
  /** Tells the commands of one node apart. */
  seq: number
}
export interface CheckpointMeta extends MachineMeta {
  /** The state is the one after everything up to this place. */
  q: Place
  /** Log time of the machine's last command. */
  at?: number
  /** Places of the pieces that came before; this frame is the last one. Absent in the pieces themselves. */
  pieces?: Place[]
}

/** What is said in a LIST frame; a long list has several, and holds with the last one. */
export interface ListMeta {
  /** Everything up to here is in it. */
  upTo: Place
  part: number
  parts: number
  entries: ListedEntry[]
}

/** What one partition tells whoever has read its last window: broadcasts, sessions, states, and who else reads it. The same on all nodes. */
export class FollowedPartition {
  readonly id: number
  readonly window: Window
  readonly sessions: Sessions
  readonly catalog = new Catalog()
  /** Nodes that read it, with the log time at which they said so last. */
  readonly followers = new Map<string, number>()
  /** Up to here everything was read. */
  last: Token
  /** The newest complete list: up to where, and when. */
  list = { upTo: -1, time: 0 }
  #listParts = 0

  /** @param from - offset of the first record that will be read */
  constructor (id: number, from: number, { window, windowBytes, sessionBytes }: PartitionLimits, overflow: Overflow) {
    this.id = id
    this.window = new Window(window, windowBytes, () => overflow.count('windowOverflows', id))
    this.sessions = new Sessions(window, sessionBytes, () => overflow.count('sessionOverflows', id))
    this.last = { place: placeOf(from, 0) - 1, time: 0 }
    this.window.reset(this.last.place)
  }

  advance (time: number): void {
    this.window.advance(time)
    this.sessions.advance(time)
  }

  /** @returns the session that a takeover frame has taken over */
  see (frame: DecodedFrame, place: Place, time: number): Session | undefined {
    this.last = { place, time }
    switch (frame.type) {
      case FrameType.BROADCAST:
        if (frame.recoverable) this.window.add(frame, place, time)
        return
      case FrameType.SESSION:
        this.sessions.state(frame, place, time)
        return
      case FrameType.TAKEOVER:
        return this.sessions.takeOver(frame.to, frame.meta as TakeoverMeta, frame.from)
      case FrameType.DISCONNECT_SOCKETS:
        this.sessions.disconnect(frame.to, fromTargets(frame.meta as DisconnectMeta))
        return
      case FrameType.FOLLOW:
        if (frame.meta) this.followers.set(frame.from, time)
        else this.followers.delete(frame.from)
        return
      case FrameType.COMMAND:
        this.window.add(frame, place, time)
        this.catalog.onCommand(keyOf(frame), place)
        return
      case FrameType.CHECKPOINT: {
        this.window.add(frame, place, time)
        const { q, pieces } = frame.meta as CheckpointMeta
        if (pieces) this.catalog.onCheckpoint(keyOf(frame), q, place, time)
        return
      }
      case FrameType.DROP:
        this.catalog.onDrop(keyOf(frame), place, time)
        return
      case FrameType.LIST:
        this.#onList(frame.meta as ListMeta, time)
    }
  }

  #onList ({ upTo, part, parts, entries }: ListMeta, time: number): void {
    this.catalog.onList(entries)
    this.#listParts = part === 0 ? 1 : this.#listParts + 1
    if (part === parts - 1 && this.#listParts === parts && upTo > this.list.upTo) this.list = { upTo, time }
  }

  /** All frames of the record were seen. */
  endOfRecord (offset: number, time: number): void {
    this.last = { place: placeOf(offset + 1, 0) - 1, time }
  }

  lost (node: string): void {
    this.followers.delete(node)
    this.sessions.release(node)
  }
}

function keyOf (frame: DecodedFrame): string {
  return catalogKey(frame.to, (frame.meta as MachineMeta).machine)
}
