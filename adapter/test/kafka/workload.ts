import { type Log } from '../../src/log.ts'

const INTERVAL = 5

/** Numbered frames for all partitions, at a steady rate until it is stopped. */
export class Workload {
  /** Frames whose append was confirmed, and those whose was not. */
  confirmed = 0
  refused = 0
  readonly #log: Log
  readonly #pending = new Set<Promise<void>>()
  readonly #timer: NodeJS.Timeout
  #count = 0

  constructor (log: Log) {
    this.#log = log
    this.#timer = setInterval(() => this.#append(), INTERVAL)
  }

  /** What was appended to a partition, in order. */
  appended (partition: number): string[] {
    return Array.from({ length: this.#count }, (_, i) => i).filter(i => i % this.#log.partitions === partition).map(String)
  }

  /** Resolves when all that was appended is confirmed or refused. */
  async stop (): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all(this.#pending)
  }

  #append (): void {
    const i = this.#count++
    const appended = this.#log.append(i % this.#log.partitions, [Buffer.from(String(i))])
      .then(() => { this.confirmed++ }, () => { this.refused++ })
      .finally(() => this.#pending.delete(appended))
    this.#pending.add(appended)
  }
}
