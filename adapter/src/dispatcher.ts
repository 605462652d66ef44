import { FencedError } from './errors.ts'
import { type Exchange } from './exchange.ts'
import { type FollowedPartition } from './followed-partition.ts'
import { DecodedFrame, FrameType } from './frame.ts'
import { type LogRecord } from './log.ts'
import { type Membership } from './membership.ts'
import { type NamespaceHandler, type Namespaces } from './namespaces.ts'
import { MEMBERSHIP_PARTITION } from './partition.ts'
import { type Place, placeOf } from './place.ts'
import { type Pulse } from './pulse.ts'

interface DispatcherParts {
  /** Id of this node. */
  id: string
  window: number
  heartbeatTimeout: number
  membership: Membership
  exchange: Exchange
  namespaces: Namespaces
  pulse: Pulse
  onError (error: Error): void
}

/** Hands each frame of the log to what it is for. */
export class Dispatcher {
  readonly counters = { frameErrors: 0, fencedFrames: 0 }
  readonly #parts: DispatcherParts
  /** Namespaces that got something from the read that is being handed over. */
  readonly #touched = new Set<NamespaceHandler>()

  constructor (parts: DispatcherParts) {
    this.#parts = parts
  }

  /** @param live - it is new; else it was there before this node came, and is known, not delivered */
  onRecord (partition: FollowedPartition, { offset, timestamp, frames }: LogRecord, live: boolean): void {
    if (partition.id === MEMBERSHIP_PARTITION) this.#parts.membership.advance(timestamp)
    partition.advance(timestamp)
    for (const [index, bytes] of frames.entries()) {
      try {
        this.#onFrame(partition, new DecodedFrame(bytes), placeOf(offset, index), timestamp, live)
      } catch (error) {
        this.counters.frameErrors++
        this.#parts.onError(error as Error)
      }
    }
    partition.endOfRecord(offset, timestamp)
  }

  /** All that one read of the log brought was handed over. */
  onReadEnd (): void {
    for (const handler of this.#touched) handler.onReadEnd()
    this.#touched.clear()
  }

  /**
   * Whether a frame came in time. What a node that was stopped, or cut off from the log, still had in hand counts for nobody: its asOf, up
   * to which it had read everything, is too old at its place in the log.
   */
  isCounted ({ asOf }: DecodedFrame, time: number): boolean {
    return asOf >= time - this.#parts.window / 2
  }

  #onFrame (partition: FollowedPartition, frame: DecodedFrame, place: Place, time: number, live: boolean): void {
    const { id, membership, exchange, namespaces, pulse } = this.#parts
    switch (frame.type) {
      case FrameType.HEARTBEAT:
        membership.heartbeat(frame.from)
        if (frame.from === id) pulse.seen(time)
        return
      case FrameType.GOODBYE:
        return membership.goodbye(frame.from)
    }
    if (!this.isCounted(frame, time)) return this.#onFenced(frame)
    const session = partition.see(frame, place, time)
    if (!live) return

    const handlers = namespaces.of(frame.to)
    switch (frame.type) {
      case FrameType.RESPONSE:
        if (frame.to === id) exchange.onResponse(frame)
        return
      case FrameType.FETCH_SOCKETS:
      case FrameType.SERVER_SIDE_EMIT_WITH_ACK:
        return exchange.onRequest(frame, handlers, this.#readers(partition, time))
      case FrameType.BROADCAST_WITH_ACK:
        return exchange.onBroadcast(frame, handlers, this.#readers(partition, time))
      default:
        for (const handler of handlers) {
          this.#touched.add(handler)
          handler.onFrame(frame, place, time, session)
        }
    }
  }

  /**
   * The nodes that read a frame of this partition: those that are alive. One that has just come may not be known as alive yet, since its
   * heartbeat stands in another partition.
   */
  #readers (partition: FollowedPartition, time: number): ReadonlySet<string> {
    const { membership, heartbeatTimeout } = this.#parts
    const alive = [...partition.followers].filter(([id, saidAt]) =>
      membership.has(id) || (!membership.isLost(id) && time - saidAt < heartbeatTimeout))
    return new Set(alive.map(([id]) => id))
  }

  #onFenced (frame: DecodedFrame): void {
    this.counters.fencedFrames++
    if (frame.from !== this.#parts.id) return
    const error = new FencedError(`a frame for ${frame.to} reached the log too late to count`)
    for (const handler of this.#parts.namespaces.of(frame.to)) handler.onFenced(frame, error)
    this.#parts.onError(error)
  }
}
