import { type Place } from './place.ts'

/** Where the state of one machine of one namespace is to be found in the partition. */
export interface CatalogEntry {
  /** The checkpoint holds the state after everything up to this place. -1: none is known. */
  q: Place
  /** Place of the checkpoint (of its last frame, when it has several). */
  checkpoint: Place
  /** Log time of the checkpoint, in ms. */
  time: number
  /** Place of the last command. */
  last: Place
  /** The checkpoint is an end: the state is the initial one, and nobody hosts it. */
  dropped: boolean
}

/** One entry as it is written in a list: key, q, checkpoint, time, last, dropped. */
export type ListedEntry = [key: string, q: Place, checkpoint: Place, time: number, last: Place, dropped: 0 | 1]

/**
 * All machines of one partition. Every node that reads the partition knows the same, and one of them (the keeper) says all of it again
 * within each half window: so whoever reads the last window can find any state, however long ago it changed.
 */
export class Catalog {
  readonly #entries = new Map<string, CatalogEntry>()

  get (key: string): CatalogEntry | undefined {
    return this.#entries.get(key)
  }

  get size (): number {
    return this.#entries.size
  }

  onCommand (key: string, place: Place): void {
    this.#merge(key, { q: -1, checkpoint: -1, time: 0, last: place, dropped: false })
  }

  onCheckpoint (key: string, q: Place, place: Place, time: number): void {
    this.#merge(key, { q, checkpoint: place, time, last: q, dropped: false })
  }

  /** An end is a checkpoint of the initial state. */
  onDrop (key: string, place: Place, time: number): void {
    this.#merge(key, { q: place, checkpoint: place, time, last: place, dropped: true })
  }

  onList (entries: readonly ListedEntry[]): void {
    for (const [key, q, checkpoint, time, last, dropped] of entries) this.#merge(key, { q, checkpoint, time, last, dropped: dropped === 1 })
  }

  /** What has a checkpoint. */
  list (): ListedEntry[] {
    return [...this.#entries].filter(([, { checkpoint }]) => checkpoint >= 0)
      .map(([key, { q, checkpoint, time, last, dropped }]) => [key, q, checkpoint, time, last, dropped ? 1 : 0])
  }

  /** Forgets ends that everybody knows of, and what the log no longer keeps. */
  prune (droppedBefore: number, keptSince: number): void {
    for (const [key, { dropped, last, checkpoint, time }] of this.#entries) {
      if (time > 0 && (time < keptSince || (dropped && last === checkpoint && time < droppedBefore))) this.#entries.delete(key)
    }
  }

  /** The entry whose state is at the later place wins, not the checkpoint that was written later. */
  #merge (key: string, entry: CatalogEntry): void {
    const known = this.#entries.get(key)
    if (!known) {
      this.#entries.set(key, entry)
      return
    }
    const isNewer = entry.q > known.q || (entry.q === known.q && entry.checkpoint > known.checkpoint)
    if (entry.checkpoint >= 0 && (known.checkpoint < 0 || isNewer)) {
      const { q, checkpoint, time, dropped } = entry
      Object.assign(known, { q, checkpoint, time, dropped })
    }
    known.last = Math.max(known.last, entry.last)
  }
}

/** A namespace may have several machines. */
export function catalogKey (nsp: string, machine: string): string {
  return `${nsp}\n${machine}`
}
