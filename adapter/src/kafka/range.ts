import { LogGapError, LogUnavailableError } from '../errors.ts'
import { type LogRecord } from '../log.ts'
import { EARLIEST, LATEST } from './broker.ts'
import { type Cluster } from './cluster.ts'
import { deliver } from './delivery.ts'
import { type Fetched } from './fetch-codec.ts'
import { protocolError } from './kafkajs.ts'
import { retry } from './retry.ts'

const OFFSET_OUT_OF_RANGE = 1
/** A new leader may learn only after a moment that records are stored everywhere; until then it does not show them. */
const PATIENCE = 5_000
const MAX_WAIT = 100
/** Bytes of the first fetch of a range, which is often short, and of the largest. */
const FIRST_FETCH = 64 * 1024
const LARGEST_FETCH = 1024 * 1024

/** Looks up offsets and reads ranges of a partition, each call with its own retries. */
export class Ranges {
  readonly #cluster: Cluster
  readonly #timeout: number
  readonly #signal: AbortSignal

  /** @param timeout - how long a call may take while the brokers cannot be reached, in ms */
  constructor (cluster: Cluster, timeout: number, signal: AbortSignal) {
    this.#cluster = cluster
    this.#timeout = timeout
    this.#signal = signal
  }

  async end (partition: number): Promise<number> {
    return await this.#offsetAt(partition, LATEST) ?? 0
  }

  async offsetAt (partition: number, time: number): Promise<number> {
    // The end is asked for first: a record that is stored meanwhile must not make the answer skip anything
    const end = await this.end(partition)
    return await this.#offsetAt(partition, Math.max(time, 0)) ?? end
  }

  async * read (partition: number, from: number, to: number): AsyncGenerator<LogRecord, void, void> {
    let position = from
    let maxBytes = FIRST_FETCH
    let progressAt = Date.now()
    while (position < to) {
      const fetched = await this.#retry(partition, () => this.#fetch(partition, position, maxBytes))
      const { records, next, gapTo = next } = deliver(fetched, position, to)
      yield * records
      if (gapTo > next) throw gap(partition, next, gapTo)
      if (next > position) progressAt = Date.now()
      else if (Date.now() - progressAt > PATIENCE) throw gap(partition, position, to)
      position = next
      maxBytes = Math.min(maxBytes * 4, LARGEST_FETCH)
    }
  }

  async #fetch (partition: number, position: number, maxBytes: number): Promise<Fetched> {
    const broker = await this.#cluster.leaderOf(partition)
    const [fetched] = await broker.fetch(this.#cluster.topic, new Map([[partition, position]]), { maxWait: MAX_WAIT, maxBytes })
    if (fetched === undefined) throw new LogUnavailableError(`the broker did not answer for partition ${partition}`)
    if (fetched.errorCode === OFFSET_OUT_OF_RANGE) {
      throw gap(partition, position, await broker.offsetAt(this.#cluster.topic, partition, EARLIEST) ?? 0)
    }
    if (fetched.errorCode !== 0) throw protocolError(fetched.errorCode)
    return fetched
  }

  #offsetAt (partition: number, time: number): Promise<number | undefined> {
    return this.#retry(partition, async () => {
      const broker = await this.#cluster.leaderOf(partition)
      return await broker.offsetAt(this.#cluster.topic, partition, time)
    })
  }

  async #retry<T> (partition: number, attempt: () => Promise<T>): Promise<T> {
    let failed = false
    return await retry(async () => {
      if (failed || this.#cluster.partitions === 0) await this.#cluster.refresh()
      failed = true
      return await attempt()
    }, this.#timeout, this.#signal)
  }
}

function gap (partition: number, from: number, to: number): LogGapError {
  return new LogGapError(`records ${from} to ${to} of partition ${partition} are no longer in the log`)
}
