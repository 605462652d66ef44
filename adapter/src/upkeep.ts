import { type FollowedPartition, type ListMeta } from './followed-partition.ts'
import { type Interest } from './interest.ts'
import { keeperOf } from './keepers.ts'
import { type Membership } from './membership.ts'
import { type Namespaces } from './namespaces.ts'
import { type NodeOptions } from './options.ts'
import { MEMBERSHIP_PARTITION, partitionOf } from './partition.ts'

interface UpkeepParts {
  /** Id of this node. */
  id: string
  /** Number of partitions. */
  partitions: number
  options: NodeOptions
  interest: Interest
  membership: Membership
  namespaces: Namespaces
  writeList (partition: number, list: ListMeta): Promise<unknown>
  announce (partition: number): Promise<unknown>
}

/** A list of more entries than this is written in parts. */
const LIST_PART = 2_000

/** What a node does of its own accord, once a second: it follows what it needs, and says again what is still true. */
export class Upkeep {
  readonly #parts: UpkeepParts
  /** When a partition was last needed. */
  readonly #neededAt = new Map<number, number>()
  readonly #statedAt = new Map<number, number>()

  constructor (parts: UpkeepParts) {
    this.#parts = parts
  }

  /** Partitions that this node needs now. */
  needed (): ReadonlySet<number> {
    const { id, partitions, options, membership, namespaces } = this.#parts
    const all = Array.from({ length: partitions }, (_, partition) => partition)
    if (options.interest === 'all') return new Set(all)
    return new Set([
      MEMBERSHIP_PARTITION,
      partitionOf(id, partitions),
      ...namespaces.partitions(partitions),
      ...all.filter((partition) => keeperOf(partition, membership.ids) === id)
    ])
  }

  /** Never rejects. */
  async tick (): Promise<void> {
    const now = performance.now()
    const { interest, options } = this.#parts
    const tasks: Promise<unknown>[] = []
    for (const partition of this.needed()) {
      this.#neededAt.set(partition, now)
      if (!interest.get(partition)) tasks.push(interest.follow(partition))
    }
    for (const partition of interest.partitions) {
      // Kept for a while: a class that has just ended here often begins again.
      if (now - (this.#neededAt.get(partition.id) ?? 0) > options.window / 2) tasks.push(interest.drop(partition.id))
      else tasks.push(this.#restate(partition, now))
    }
    for (const result of await Promise.allSettled(tasks)) if (result.status === 'rejected') options.onError(result.reason)
  }

  /** Well within each half window: that this node reads the partition; and the list, when it is the keeper. */
  async #restate (partition: FollowedPartition, now: number): Promise<void> {
    const { id, membership, options } = this.#parts
    const interval = options.window / 4
    if (now - (this.#statedAt.get(partition.id) ?? 0) < interval) return
    this.#statedAt.set(partition.id, now)
    partition.catalog.prune(partition.last.time - options.window, partition.last.time - 2 * options.checkpointRenewal)
    await this.#parts.announce(partition.id)
    const keeper = keeperOf(partition.id, [...partition.followers.keys()].filter((node) => membership.has(node)))
    if (keeper === id) await this.#list(partition)
  }

  async #list (partition: FollowedPartition): Promise<void> {
    const { writeList } = this.#parts
    const upTo = partition.last.place
    const all = partition.catalog.list()
    const parts = Math.max(1, Math.ceil(all.length / LIST_PART))
    for (let part = 0; part < parts; part++) {
      await writeList(partition.id, { upTo, part, parts, entries: all.slice(part * LIST_PART, (part + 1) * LIST_PART) })
    }
  }
}
