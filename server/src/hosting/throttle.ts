/** Passes changes on at once, but at most every so many ms: what changes meanwhile is one change. */
export class Throttle<State> {
  readonly #every: number
  readonly #tell: (before: State, after: State) => boolean
  #told: State
  #latest: State
  #toldAt = -Infinity
  #timer: NodeJS.Timeout | undefined

  /**
   * @param every - in ms
   * @param tell - says whether there was anything to tell
   */
  constructor (every: number, state: State, tell: (before: State, after: State) => boolean) {
    this.#every = every
    this.#told = this.#latest = state
    this.#tell = tell
  }

  change (state: State): void {
    this.#latest = state
    if (this.#timer) return
    const wait = this.#toldAt + this.#every - performance.now()
    if (wait > 0) this.#timer = setTimeout(() => this.#flush(), wait)
    else this.#flush()
  }

  close (): void {
    clearTimeout(this.#timer)
  }

  #flush (): void {
    this.#timer = undefined
    if (this.#tell(this.#told, this.#latest)) this.#toldAt = performance.now()
    this.#told = this.#latest
  }
}
