import { type FastifyBaseLogger } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { pending, type Entry, type Outbox } from '../classroom/index.ts'
import { isFaultOfData } from '../records/errors.ts'
import { type Records } from '../records/records.ts'

/** Classes whose entries are written at the same time; the other connections of the database are for whoever asks for something. */
const lanes = 3
const firstRetryMs = 500
const maxRetryMs = 30_000
/** How long closing waits for what is not written yet. */
const flushMs = 5_000

/** Numbers that are counted, by what they count. */
interface Counters {
  written (entries: number): void
  failed (): void
  /** An entry that cannot be stored, whatever the state of the database. */
  refused (): void
}

/** Writes what the classes of this node have to record. A database that is away is asked less and less often; meanwhile everything waits. */
export class Recorder {
  /** The outbox of each class that is open here; undefined while it is being closed. */
  readonly outboxes = new Set<() => Outbox | undefined>()
  readonly #records: Pick<Records, 'write'>
  readonly #counters: Counters
  readonly #log: FastifyBaseLogger
  readonly #closing = new AbortController()
  readonly #waiting: Array<() => void> = []
  #free = lanes
  #failures = 0

  constructor (records: Pick<Records, 'write'>, counters: Counters, log: FastifyBaseLogger) {
    this.#records = records
    this.#counters = counters
    this.#log = log
  }

  /**
   * Resolves when the entries are stored, however long that takes.
   * @throws {Error} when the recorder is closed before that
   */
  async write (entries: readonly Entry[]): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      while (!await this.#attempt(entries)) await sleep(this.#retryMs(), undefined, { signal: this.#closing.signal })
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }

  /** How many entries wait. */
  get size (): number {
    return this.#sum(({ records, chat }) => records.length + chat.length)
  }

  /** How many entries the classes have given up for want of room. */
  get dropped (): number {
    return this.#sum(({ dropped }) => dropped)
  }

  /** Writes what waits, unless it takes too long: the last node may keep it nowhere else. Idempotent. */
  async close (): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    const timeUp = new AbortController()
    const open = [...this.outboxes].map((read) => read()).filter((outbox) => outbox !== undefined)
    const rest = open.map((outbox) => pending(outbox, Infinity)).filter(({ length }) => length)
    const written = Promise.all(rest.map((entries) => this.#attempt(entries))).finally(() => timeUp.abort())
    await Promise.race([written, sleep(flushMs, undefined, { signal: timeUp.signal }).catch(() => {})])
  }

  /** @returns false when the database is away */
  async #attempt (entries: readonly Entry[]): Promise<boolean> {
    try {
      await this.#store(entries)
    } catch (error) {
      this.#counters.failed()
      if (this.#failures++ === 0) this.#log.warn({ err: error }, 'the records cannot be reached; what is to be recorded waits')
      return false
    }
    if (this.#failures) this.#log.info('the records are back')
    this.#failures = 0
    return true
  }

  /** An entry that cannot be stored must not keep back all that waits behind it. */
  async #store (entries: readonly Entry[]): Promise<void> {
    try {
      await this.#records.write(entries)
      this.#counters.written(entries.length)
    } catch (error) {
      if (!isFaultOfData(error)) throw error
      const [entry, ...others] = entries
      if (others.length) for (const each of entries) await this.#store([each])
      else {
        this.#counters.refused()
        this.#log.error({ err: error, run: entry?.run, n: entry?.n, kind: entry?.kind }, 'an entry cannot be recorded')
      }
    }
  }

  #retryMs (): number {
    return Math.min(maxRetryMs, firstRetryMs * 2 ** this.#failures) * (0.5 + Math.random() / 2)
  }

  #sum (count: (outbox: Outbox) => number): number {
    let sum = 0
    for (const read of this.outboxes) {
      const outbox = read()
      if (outbox) sum += count(outbox)
    }
    return sum
  }
}
