import { OverflowError } from './errors.ts'

const options = { windowOverflows: 'windowBytes', sessionOverflows: 'sessionBytes' } as const

/** What had to go before its time, because there was no room: counted one by one, told once in a while. */
export class Overflow {
  readonly counters = { windowOverflows: 0, sessionOverflows: 0 }
  readonly #interval: number
  readonly #onError: (error: Error) => void
  readonly #toldAt = new Map<string, number>()

  /** @param interval - how long, in ms, the same is not told again */
  constructor (interval: number, onError: (error: Error) => void) {
    this.#interval = interval
    this.#onError = onError
  }

  count (what: keyof typeof options, partition: number): void {
    this.counters[what]++
    const now = performance.now()
    if (now - (this.#toldAt.get(what) ?? -Infinity) < this.#interval) return
    this.#toldAt.set(what, now)
    this.#onError(new OverflowError(`partition ${partition} has more than option "${options[what]}" allows: some clients cannot recover`))
  }
}
