import { type DecodedFrame, FrameType } from './frame.ts'
import { type Place, placeOf } from './place.ts'
import { Sessions, type Session, type SessionMeta } from './sessions.ts'
import { type Token } from './token.ts'
import { Window } from './window.ts'

export interface PartitionLimits {
  /** In ms of log time. */
  window: number
  /** In bytes. */
  windowBytes: number
}

/** What is said in a SESSION and a TAKEOVER frame. */
export interface TakeoverMeta {
  pid: string
  /** Tells takeovers of one node apart. */
  attempt: number
}

/** What one partition tells whoever has read its last window: broadcasts, sessions, and who else reads it. The same on all nodes. */
export class FollowedPartition {
  readonly id: number
  readonly window: Window
  readonly sessions: Sessions
  readonly followers = new Set<string>()
  /** Frames before this offset were there before this node came: they are known, not delivered. */
  readonly liveFrom: number
  /** Up to here everything was read. */
  last: Token

  constructor (id: number, from: number, liveFrom: number, { window, windowBytes }: PartitionLimits) {
    this.id = id
    this.liveFrom = liveFrom
    this.window = new Window(window, windowBytes)
    this.sessions = new Sessions(window)
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
        this.sessions.state(frame.to, frame.meta as SessionMeta, frame.parts, frame.from, place, time)
        return
      case FrameType.TAKEOVER:
        return this.sessions.takeOver(frame.to, (frame.meta as TakeoverMeta).pid, frame.from)
      case FrameType.FOLLOW:
        if (frame.meta) this.followers.add(frame.from)
        else this.followers.delete(frame.from)
    }
  }

  /** All frames of the record were seen. */
  endOfRecord (offset: number, time: number): void {
    this.last = { place: placeOf(offset + 1, 0) - 1, time }
  }

  lost (node: string): void {
    this.followers.delete(node)
    this.sessions.release(node)
  }

  /** Records are missing up to `offset`. */
  reset (offset: number): void {
    this.last = { ...this.last, place: placeOf(offset, 0) - 1 }
    this.window.reset(this.last.place)
    this.sessions.clear()
  }
}
