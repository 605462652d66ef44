import { Deque } from './deque.ts'
import { DecodedFrame } from './frame.ts'
import { type Place } from './place.ts'
import { type Token } from './token.ts'

/** A broadcast that clients can be given later. */
export interface WindowEntry extends Token {
  readonly frame: DecodedFrame
}

/** Keeps the bytes, and decodes them when somebody comes back: most are never looked at again, and what is kept costs the garbage collector. */
class Kept implements WindowEntry {
  readonly nsp: string
  readonly place: Place
  readonly time: number
  readonly bytes: Buffer
  #frame: DecodedFrame | undefined

  constructor ({ to, bytes }: DecodedFrame, place: Place, time: number) {
    this.nsp = to
    this.bytes = bytes
    this.place = place
    this.time = time
  }

  get frame (): DecodedFrame {
    this.#frame ??= new DecodedFrame(this.bytes)
    return this.#frame
  }
}

/**
 * The recoverable broadcasts of one partition in the last window, by namespace. Bounded by time and by bytes; what it no longer holds it
 * knows that it does not hold.
 */
export class Window {
  readonly #duration: number
  readonly #maxBytes: number
  readonly #onOverflow: () => void
  readonly #entries = new Deque<Kept>()
  readonly #byNamespace = new Map<string, Deque<Kept>>()
  #bytes = 0
  #heldAfter: Place = 0
  /** Log time of the first record that was read. */
  #since: number | undefined
  #overflowedAt = -Infinity

  /**
   * @param duration - in ms of log time
   * @param maxBytes - in bytes of frames; the oldest go first
   * @param onOverflow - told of each one that went for want of room
   */
  constructor (duration: number, maxBytes: number, onOverflow: () => void) {
    this.#duration = duration
    this.#maxBytes = maxBytes
    this.#onOverflow = onOverflow
  }

  get bytes (): number {
    return this.#bytes
  }

  /** Everything after this place is here. */
  get heldAfter (): Place {
    return this.#heldAfter
  }

  /** Log time, in ms, of the newest broadcast that went for want of room. */
  get overflowedAt (): number {
    return this.#overflowedAt
  }

  /** Forgets everything; what comes from now on stands after `place`. */
  reset (place: Place): void {
    this.#byNamespace.clear()
    while (this.#entries.shift());
    this.#bytes = 0
    this.#heldAfter = place
  }

  add (frame: DecodedFrame, place: Place, time: number): void {
    const entry = new Kept(frame, place, time)
    this.#entries.push(entry)
    let ofNamespace = this.#byNamespace.get(entry.nsp)
    if (!ofNamespace) {
      ofNamespace = new Deque()
      this.#byNamespace.set(entry.nsp, ofNamespace)
    }
    ofNamespace.push(entry)
    this.#bytes += entry.bytes.length
    while (this.#bytes > this.#maxBytes) {
      this.#overflowedAt = this.#dropFirst().time
      this.#onOverflow()
    }
  }

  /** The log's clock goes on: what is older than the window goes. */
  advance (time: number): void {
    this.#since ??= time
    while (this.#entries.first && this.#entries.first.time < time - this.#duration) this.#dropFirst()
  }

  /**
   * The broadcasts of a namespace after a token, in order, up to and with `until`; `undefined` when some are no longer held. A token that is older than
   * what stood here first is of a log that has been made anew since, unless it is of somebody who had read nothing.
   */
  since ({ place, time }: Token, nsp: string, until: Place): readonly WindowEntry[] | undefined {
    const isOfThisLog = place < 0 || time >= (this.#since ?? 0)
    return isOfThisLog ? this.after(nsp, place, until) : undefined
  }

  /** The broadcasts of a namespace after a place, in order, up to and with `until`; `undefined` when some are no longer held. */
  after (nsp: string, place: Place, until = Infinity): readonly WindowEntry[] | undefined {
    if (place < this.#heldAfter) return undefined
    const entries = this.#byNamespace.get(nsp)
    return entries?.slice(entries.search((entry) => entry.place > place), entries.search((entry) => entry.place > until)) ?? []
  }

  #dropFirst (): Kept {
    const entry = this.#entries.shift()!
    this.#bytes -= entry.bytes.length
    this.#heldAfter = entry.place
    const ofNamespace = this.#byNamespace.get(entry.nsp)!
    ofNamespace.shift()
    if (ofNamespace.length === 0) this.#byNamespace.delete(entry.nsp)
    return entry
  }
}
