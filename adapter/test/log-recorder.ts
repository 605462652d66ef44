import { type LogListener, type LogRecord } from '../src/log.ts'

const TIMEOUT = 20_000

/** Keeps what a reader tells, and waits for it. */
export class LogRecorder implements LogListener {
  readonly records: LogRecord[] = []
  /** How many records each call brought. */
  readonly calls: number[] = []
  readonly gaps: { partition: number, from: number, to: number }[] = []
  readonly errors: Error[] = []
  readonly #waiting = new Set<() => void>()

  onRecords (records: readonly LogRecord[]): void {
    this.calls.push(records.length)
    this.records.push(...records)
    this.#wake()
  }

  onGap (partition: number, from: number, to: number): void {
    this.gaps.push({ partition, from, to })
    this.#wake()
  }

  onError (error: Error): void {
    this.errors.push(error)
    this.#wake()
  }

  /** The frames of a partition, as text. */
  texts (partition: number): string[] {
    return this.records.filter(record => record.partition === partition).flatMap(({ frames }) => frames.map(String))
  }

  /** How many frames came, of all partitions. */
  get frames (): number {
    return this.records.reduce((sum, { frames }) => sum + frames.length, 0)
  }

  async untilFrames (count: number): Promise<void> {
    await this.until(() => this.frames >= count, `${count} frames`)
  }

  /** Resolves as soon as the condition holds. */
  async until (condition: () => boolean, what: string, timeout = TIMEOUT): Promise<void> {
    if (condition()) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(check)
        reject(new Error(`no ${what} within ${timeout} ms; heard ${this.records.length} records, ${this.gaps.length} gaps, errors: ${this.errors.join('; ')}`))
      }, timeout)
      const check = (): void => {
        if (!condition()) return
        clearTimeout(timer)
        this.#waiting.delete(check)
        resolve()
      }
      this.#waiting.add(check)
    })
  }

  #wake (): void {
    for (const check of this.#waiting) check()
  }
}
