import { LogGapError } from './errors.ts'
import { FollowedPartition, type PartitionLimits } from './followed-partition.ts'
import { type Log, type LogReader } from './log.ts'
import { placeOf } from './place.ts'

interface Following {
  partition: FollowedPartition
  caughtUp: Promise<FollowedPartition>
  onCaughtUp: () => void
}

/** Which partitions this node reads, and from where. */
export class Interest {
  readonly #log: Log
  readonly #reader: LogReader
  readonly #limits: PartitionLimits
  readonly #following = new Map<number, Following>()
  readonly #opening = new Map<number, Promise<FollowedPartition>>()

  constructor (log: Log, reader: LogReader, limits: PartitionLimits) {
    this.#log = log
    this.#reader = reader
    this.#limits = limits
  }

  get partitions (): readonly FollowedPartition[] {
    return [...this.#following.values()].map(({ partition }) => partition)
  }

  get (id: number): FollowedPartition | undefined {
    return this.#following.get(id)?.partition
  }

  /**
   * Follows a partition from one window before its end on; resolves when this node has read up to what was the end when it began.
   * @throws {LogUnavailableError}
   */
  follow (id: number): Promise<FollowedPartition> {
    const following = this.#following.get(id)
    if (following) return following.caughtUp
    let opening = this.#opening.get(id)
    if (!opening) {
      opening = this.#open(id).finally(() => this.#opening.delete(id))
      this.#opening.set(id, opening)
    }
    return opening
  }

  drop (id: number): void {
    this.#reader.drop(id)
    this.#following.delete(id)
  }

  /** The partition has been read further. */
  progress (partition: FollowedPartition): void {
    if (partition.last.place >= placeOf(partition.liveFrom, 0) - 1) this.#following.get(partition.id)?.onCaughtUp()
  }

  async #open (id: number): Promise<FollowedPartition> {
    const end = await this.#log.end(id)
    const from = await this.#windowStart(id, end)
    const partition = new FollowedPartition(id, from, end, this.#limits)
    let onCaughtUp = () => {}
    const caughtUp = new Promise<FollowedPartition>((resolve) => { onCaughtUp = () => resolve(partition) })
    this.#following.set(id, { partition, caughtUp, onCaughtUp })
    this.#reader.add(id, from)
    this.progress(partition)
    return caughtUp
  }

  /** One window before the last record: by the log's clock, so that a log that was silent for an hour still has one. */
  async #windowStart (id: number, end: number): Promise<number> {
    let newest: number | undefined
    try {
      for await (const { timestamp } of this.#log.read(id, Math.max(0, end - 1), end)) newest = timestamp
    } catch (error) {
      if (!(error instanceof LogGapError)) throw error
    }
    return newest === undefined ? end : Math.min(end, await this.#log.offsetAt(id, newest - this.#limits.window))
  }
}
