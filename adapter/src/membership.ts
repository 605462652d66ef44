import { EventEmitter } from 'node:events'

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
  /** Log time of the last heartbeat, by node. */
  readonly #alive = new Map<string, number>()
  #now = 0

  /** @param timeout - ms of log time without a heartbeat after which a node is lost */
  constructor (timeout: number) {
    super()
    this.#timeout = timeout
  }

  /** Log time of the newest record that was seen, in ms. */
  get now (): number {
    return this.#now
  }

  get ids (): readonly string[] {
    return [...this.#alive.keys()]
  }

  has (id: string): boolean {
    return this.#alive.has(id)
  }

  heartbeat (id: string): void {
    const isNew = !this.#alive.has(id)
    this.#alive.set(id, this.#now)
    if (isNew) this.emit('joined', id)
  }

  goodbye (id: string): void {
    if (this.#alive.delete(id)) this.emit('lost', id)
  }

  /** The log's clock goes on: who has been silent for too long is lost. */
  advance (time: number): void {
    if (time <= this.#now) return
    this.#now = time
    for (const [id, heartbeat] of this.#alive) {
      if (heartbeat < time - this.#timeout) this.goodbye(id)
    }
  }
}
