import { setTimeout as sleep } from 'node:timers/promises'
import { type LogListener, type LogReader, type LogStats } from '../log.ts'
import { type Broker } from './broker.ts'
import { type Cluster, NO_LEADER } from './cluster.ts'
import { type Delivery, deliver, skippedError } from './delivery.ts'
import { type Fetched } from './fetch-codec.ts'
import { protocolError } from './kafkajs.ts'
import { findGap } from './recheck.ts'
import { backoff, unavailable } from './retry.ts'

const MAX_PARTITION_BYTES = 1024 * 1024
/** A partition may fail that often in a row before it is worth an error: leaders do move. */
const TOLERATED_FAILURES = 3

/** A leader that is cut off from the others serves old records without an error, so who leads is asked now and then in any case. */
const REFRESH_INTERVAL = 30_000

/** A followed partition. */
interface Followed {
  partition: number
  position: number
  /** Newest timestamp read so far. */
  newest?: number
  /** Whether records may be missing since the last read. */
  suspect: boolean
  failures: number
  retryAt: number
  heardAt: number
  lag: number
}

/** Reads the end of partitions without a consumer group: one loop per leader, positions held here. */
export class Reader implements LogReader {
  readonly #cluster: Cluster
  readonly #listener: LogListener
  readonly #stats: LogStats
  readonly #maxWait: number
  readonly #onClose: () => void
  readonly #followed = new Map<number, Followed>()
  readonly #loops = new Map<number, Promise<void>>()
  readonly #abort = new AbortController()
  readonly #refreshing: NodeJS.Timeout

  /**
   * @param cluster - connections of this reader alone: the broker serves one request per connection at a time, and a read waits for records
   * @param maxWait - how long the broker may hold a read that has nothing to bring, in ms
   */
  constructor (cluster: Cluster, listener: LogListener, stats: LogStats, maxWait: number, onClose: () => void) {
    this.#cluster = cluster
    this.#listener = listener
    this.#stats = stats
    this.#maxWait = maxWait
    this.#onClose = onClose
    this.#refreshing = setInterval(() => { void this.#refresh() }, REFRESH_INTERVAL).unref()
  }

  add (partition: number, offset: number): void {
    this.#followed.set(partition, { partition, position: offset, suspect: false, failures: 0, retryAt: 0, heardAt: Date.now(), lag: 0 })
    this.#startLoops()
  }

  drop (partition: number): void {
    this.#followed.delete(partition)
  }

  positions (): ReadonlyMap<number, number> {
    return new Map(Array.from(this.#followed.values(), ({ partition, position }) => [partition, position]))
  }

  /** Records stored but not read, as of the last read. */
  get lag (): number {
    return [...this.#followed.values()].reduce((sum, { lag }) => sum + lag, 0)
  }

  /** When the partition that was heard of least recently was heard of; now when none is followed. */
  get heardAt (): number {
    return Math.min(Date.now(), ...Array.from(this.#followed.values(), ({ heardAt }) => heardAt))
  }

  async close (): Promise<void> {
    this.#abort.abort()
    clearInterval(this.#refreshing)
    this.#onClose()
    this.#cluster.close()
    await Promise.all(this.#loops.values())
  }

  #startLoops (): void {
    if (this.#abort.signal.aborted) return
    for (const partition of this.#followed.keys()) {
      const leader = this.#cluster.leader(partition)
      if (!this.#loops.has(leader)) this.#loops.set(leader, this.#readFrom(leader))
    }
  }

  /** Reads from one broker for as long as it leads a followed partition. Never rejects. */
  async #readFrom (leader: number): Promise<void> {
    let failures = 0
    while (!this.#abort.signal.aborted) {
      const led = [...this.#followed.values()].filter(({ partition }) => this.#cluster.leader(partition) === leader)
      if (led.length === 0) break
      const due = led.filter(({ retryAt }) => retryAt <= Date.now())
      try {
        if (due.length > 0) await this.#readOnce(leader, due)
        else await this.#sleep(Math.min(...led.map(({ retryAt }) => retryAt)) - Date.now())
        failures = 0
      } catch (error) {
        if (this.#abort.signal.aborted) break
        if (++failures === 1) this.#report(unavailable(error))
        for (const followed of due) followed.suspect = true
        await this.#sleep(backoff(failures))
        await this.#refresh()
      }
    }
    this.#loops.delete(leader)
    this.#startLoops()
  }

  async #readOnce (leader: number, due: readonly Followed[]): Promise<void> {
    if (leader === NO_LEADER) return await this.#findLeaders(due)
    const broker = await this.#cluster.broker(leader)
    await Promise.all(due.map(followed => followed.suspect ? this.#recheck(broker, followed) : undefined))
    const asked = new Map(due.filter(({ suspect }) => !suspect).map(({ partition, position }) => [partition, position]))
    if (asked.size === 0) return
    const answers = await broker.fetch(this.#cluster.topic, asked, { maxWait: this.#maxWait, maxBytes: MAX_PARTITION_BYTES })
    if (this.#abort.signal.aborted) return

    const deliveries: [Followed, Delivery][] = []
    for (const answer of answers) {
      const followed = this.#followed.get(answer.partition)
      // It may have been dropped, or read from another broker, while the answer was under way
      if (followed === undefined || followed.position !== asked.get(answer.partition)) continue
      if (answer.errorCode === 0) deliveries.push([followed, this.#take(followed, answer)])
      else this.#partitionFailed(followed, protocolError(answer.errorCode))
    }
    this.#deliver(deliveries)
  }

  #take (followed: Followed, answer: Fetched): Delivery {
    const delivery = deliver(answer, followed.position)
    const { records, next, gapTo = next } = delivery
    followed.position = gapTo
    followed.failures = 0
    followed.heardAt = Date.now()
    followed.lag = Math.max(answer.highWatermark - gapTo, 0)
    if (records.length > 0) {
      followed.newest = Math.max(followed.newest ?? 0, records.at(-1)!.timestamp)
      // Asked for last from now on: the broker fills an answer in the order of the question until it is full
      this.#followed.delete(followed.partition)
      this.#followed.set(followed.partition, followed)
    }
    return delivery
  }

  #deliver (deliveries: readonly [Followed, Delivery][]): void {
    const records = deliveries.flatMap(([, delivery]) => delivery.records)
    if (records.length > 0) {
      this.#stats.recordsRead += records.length
      for (const { frames } of records) {
        this.#stats.framesRead += frames.length
        for (const frame of frames) this.#stats.bytesRead += frame.length
      }
      this.#tell(listener => listener.onRecords(records))
    }
    for (const [{ partition }, { next, gapTo, skipped }] of deliveries) {
      if (skipped !== undefined) this.#report(skippedError(this.#cluster.topic, partition, skipped))
      if (gapTo !== undefined) this.#gap(partition, next, gapTo)
    }
  }

  /** Where no leader is known; whoever has one now is read by its loop. */
  async #findLeaders (leaderless: readonly Followed[]): Promise<void> {
    await this.#cluster.refresh()
    this.#startLoops()
    if (leaderless.some(({ partition }) => this.#cluster.leader(partition) === NO_LEADER)) await this.#cluster.broker(NO_LEADER)
  }

  /** Makes sure that reading can go on where it ended; the partition stays suspect when that cannot be told. */
  async #recheck (broker: Broker, followed: Followed): Promise<void> {
    const { partition, position } = followed
    let next: number | undefined
    try {
      next = await findGap(broker, this.#cluster.topic, partition, position, followed.newest)
    } catch (error) {
      if (!broker.usable) throw error
      return this.#partitionFailed(followed, error)
    }
    followed.suspect = false
    if (next === undefined || this.#followed.get(partition) !== followed || followed.position !== position) return
    followed.position = next
    this.#gap(partition, position, next)
  }

  /** One partition must not hold up the others. */
  #partitionFailed (followed: Followed, error: unknown): void {
    followed.suspect = true
    followed.retryAt = Date.now() + backoff(++followed.failures)
    if (followed.failures === TOLERATED_FAILURES) this.#report(unavailable(error))
    void this.#refresh()
  }

  /** Never rejects: what the reads themselves meet is reported. */
  async #refresh (): Promise<void> {
    await this.#cluster.refresh().catch(() => {})
    this.#startLoops()
  }

  #gap (partition: number, from: number, to: number): void {
    this.#stats.gaps++
    this.#tell(listener => listener.onGap(partition, from, to))
  }

  #report (error: Error): void {
    this.#stats.readErrors++
    try {
      this.#listener.onError(error)
    } catch {
      // There is nobody else to tell
    }
  }

  /** A listener that throws must not end the reading. */
  #tell (call: (listener: LogListener) => void): void {
    if (this.#abort.signal.aborted) return
    try {
      call(this.#listener)
    } catch (error) {
      this.#report(error instanceof Error ? error : new Error(String(error)))
    }
  }

  async #sleep (delay: number): Promise<void> {
    await sleep(Math.max(delay, 0), undefined, { signal: this.#abort.signal }).catch(() => {})
  }
}
