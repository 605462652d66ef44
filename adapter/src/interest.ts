import { LogGapError } from './errors.ts'
import { FollowedPartition, type PartitionLimits } from './followed-partition.ts'
import { type Log, type LogReader, type LogRecord } from './log.ts'
import { type Overflow } from './overflow.ts'
import { placeOf } from './place.ts'

interface InterestHooks {
  /** A record that was there before the partition is followed. */
  onHistory (partition: FollowedPartition, record: LogRecord): void
  /** Says in the partition that this node reads it, or no longer does. */
  announce (partition: number, follows: boolean): Promise<unknown>
}

/** Which partitions this node reads. */
export class Interest {
  readonly #log: Log
  readonly #reader: LogReader
  readonly #limits: PartitionLimits
  readonly #overflow: Overflow
  readonly #hooks: InterestHooks
  readonly #followed = new Map<number, FollowedPartition>()
  readonly #opening = new Map<number, Promise<FollowedPartition>>()

  constructor (log: Log, reader: LogReader, limits: PartitionLimits, overflow: Overflow, hooks: InterestHooks) {
    this.#log = log
    this.#reader = reader
    this.#limits = limits
    this.#overflow = overflow
    this.#hooks = hooks
  }

  get partitions (): readonly FollowedPartition[] {
    return [...this.#followed.values()]
  }

  get (id: number): FollowedPartition | undefined {
    return this.#followed.get(id)
  }

  /**
   * Reads the last window of a partition, follows it from then on, and says so: who asks something there waits for this node's answer.
   * @throws {LogUnavailableError | LogFullError}
   */
  async follow (id: number): Promise<FollowedPartition> {
    const opening = this.#opening.get(id)
    if (opening) return opening
    const followed = this.#followed.get(id)
    if (followed) return followed
    const promise = this.#open(id).finally(() => this.#opening.delete(id))
    this.#opening.set(id, promise)
    return promise
  }

  async drop (id: number): Promise<void> {
    this.#reader.drop(id)
    if (this.#followed.delete(id)) await this.#hooks.announce(id, false)
  }

  /**
   * Records were lost: what is known of the partition is not to be relied on.
   * @throws {LogUnavailableError | LogFullError}
   */
  async reopen (id: number): Promise<void> {
    this.#reader.drop(id)
    this.#followed.delete(id)
    await this.follow(id)
  }

  /**
   * Back one window from the last record, by the log's clock, so that a log that was silent for an hour still has one; and further until
   * there is a list that covers what stands before, or the log begins.
   */
  async #open (id: number): Promise<FollowedPartition> {
    const end = await this.#log.end(id)
    const newest = await this.#timeOfLast(id, end)
    for (let span = this.#limits.window; ; span *= 2) {
      const from = newest === undefined ? end : Math.min(end, await this.#log.offsetAt(id, newest - span))
      const partition = new FollowedPartition(id, from, this.#limits, this.#overflow)
      try {
        for await (const record of this.#log.read(id, from, end)) this.#hooks.onHistory(partition, record)
        if (partition.list.upTo < placeOf(from, 0) - 1 && from > await this.#log.offsetAt(id, 0)) continue
      } catch (error) {
        // Trimmed while it was read: what is left is shorter.
        if (error instanceof LogGapError) continue
        throw error
      }
      this.#followed.set(id, partition)
      this.#reader.add(id, end)
      await this.#hooks.announce(id, true)
      return partition
    }
  }

  async #timeOfLast (id: number, end: number): Promise<number | undefined> {
    let time: number | undefined
    try {
      for await (const { timestamp } of this.#log.read(id, Math.max(0, end - 1), end)) time = timestamp
    } catch (error) {
      if (!(error instanceof LogGapError)) throw error
    }
    return time
  }
}
