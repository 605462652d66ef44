/** Whether this process is alive, and can show it: heartbeats that it wrote and has read back. */
export class Pulse {
  readonly #write: () => Promise<unknown>
  #writing: Promise<unknown> | undefined
  #proof: { promise: Promise<void>, resolve: () => void, reject: (error: Error) => void } | undefined
  #stopped: Error | undefined
  #readAt = 0
  #turnAt = performance.now()
  #asOf = 0

  /** @param write - writes a heartbeat to the log */
  constructor (write: () => Promise<unknown>) {
    this.#write = write
  }

  /** Log time, in ms, up to which everything was read. */
  get asOf (): number {
    return this.#asOf
  }

  /** ms since the last heartbeat was read back. */
  get age (): number {
    return this.#readAt ? performance.now() - this.#readAt : Infinity
  }

  /**
   * Writes a heartbeat and waits until it is read back: then everything that stood before it was read, too.
   * @throws {LogUnavailableError | LogFullError}
   */
  async beat (): Promise<void> {
    if (this.#stopped) throw this.#stopped
    this.#proof ??= withResolvers()
    const { promise } = this.#proof
    this.#writing ??= this.#write().finally(() => { this.#writing = undefined })
    await this.#writing
    await promise
  }

  /** An own heartbeat was read back. */
  seen (time: number): void {
    this.#asOf = time
    this.#readAt = performance.now()
    this.#proof?.resolve()
    this.#proof = undefined
  }

  /** Nothing is read back any more: who waits for it gets this error. */
  stop (error: Error): void {
    this.#stopped = error
    this.#proof?.reject(error)
  }

  /** Called in every turn that does something; returns for how long, in ms, there was none: the process was stopped or blocked. */
  turn (): number {
    const before = this.#turnAt
    this.#turnAt = performance.now()
    return this.#turnAt - before
  }
}

function withResolvers (): { promise: Promise<void>, resolve: () => void, reject: (error: Error) => void } {
  let [resolve, reject]: [() => void, (error: Error) => void] = [() => {}, () => {}]
  const promise = new Promise<void>((_resolve, _reject) => { [resolve, reject] = [_resolve, _reject] })
  // Whoever waits is told; when nobody does, it is no error of its own.
  promise.catch(() => {})
  return { promise, resolve, reject }
}
