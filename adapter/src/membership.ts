import { EventEmitter } from 'node:events'

const HOUR = 3600_000

interface MembershipEvents {
  joined: [id: string]
  lost: [id: string]
}

/**
 * Which nodes are alive, by what stands in the log: heartbeats, goodbyes, and the log's clock.
 * All nodes read the same, so they agree, and a node that reads late does not take the others for lost.
 */
export class Membership extends EventEmitter<MembershipEvents> {
  readonly #timeout: number
  /** When a node was last heard of, by the clock below. */
  readonly #alive = new Map<string, number>()
  /** When a node was lost. Kept for an hour: frames of it may still be read in other partitions. */
  readonly #lost = new Map<string, number>()
  /** The log's time without its silences: while nothing could be written, nobody could say that he is alive. */
  #clock = 0
  #time = 0

  /** @param timeout - ms of log time without a heartbeat after which a node is lost */
  constructor (timeout: number) {
    super()
    this.#timeout = timeout
  }

  get ids (): readonly string[] {
    return [...this.#alive.keys()]
  }

  has (id: string): boolean {
    return this.#alive.has(id)
  }

  heartbeat (id: string): void {
    const isNew = !this.#alive.has(id)
    this.#lost.delete(id)
    this.#alive.set(id, this.#clock)
    if (isNew) this.emit('joined', id)
  }

  goodbye (id: string): void {
    const wasAlive = this.#alive.delete(id)
    this.#lost.set(id, this.#clock)
    if (wasAlive) this.emit('lost', id)
  }

  /** Known to have ended: not the same as not known yet. */
  isLost (id: string): boolean {
    return this.#lost.has(id)
  }

  /** @param time - log time of a record, in ms; who has been silent for too long is lost */
  advance (time: number): void {
    if (time <= this.#time) return
    if (this.#time) this.#clock += Math.min(time - this.#time, this.#timeout / 2)
    this.#time = time
    for (const [id, heartbeat] of this.#alive) {
      if (heartbeat < this.#clock - this.#timeout) this.goodbye(id)
    }
    for (const [id, lost] of this.#lost) {
      if (lost > this.#clock - HOUR) break
      this.#lost.delete(id)
    }
  }
}
