import { type Respondent } from './exchange.ts'
import { type DecodedFrame } from './frame.ts'
import { hashOf } from './partition.ts'
import { type Place } from './place.ts'
import { type Session } from './sessions.ts'

/** A namespace on this node, as the node sees it. */
export interface NamespaceHandler extends Respondent {
  readonly name: string
  /** A frame for this namespace, at its place in the log. `session` is what a takeover has taken over. */
  onFrame (frame: DecodedFrame, place: Place, time: number, session: Session | undefined): void
  /** A frame of this node came too late to count for anybody. */
  onFenced (frame: DecodedFrame, error: Error): void
  /** All that one read of the log brought has been handed over. */
  onReadEnd (): void
  /** Once a second, since it was woken; returns whether it wants to be told again. */
  onTick (): boolean
  /** This node was taken for lost: its clients are cut, and recover here or elsewhere. */
  cut (): void
  /** Frames of this namespace were lost. */
  onGap (): void
}

/** The namespaces of this node. A name has two for a moment when a namespace is made again before the old one has lost its last socket. */
export class Namespaces {
  readonly #handlers = new Map<string, NamespaceHandler[]>()
  /** Hashes of their names: asked for every second, also of ten thousand. */
  readonly #hashes = new Map<string, number>()
  /** Those that have something to do every second. */
  readonly #awake = new Set<NamespaceHandler>()

  get size (): number {
    return this.#handlers.size
  }

  of (name: string): readonly NamespaceHandler[] {
    return this.#handlers.get(name) ?? []
  }

  * all (): Iterable<NamespaceHandler> {
    for (const handlers of this.#handlers.values()) yield * handlers
  }

  add (namespace: NamespaceHandler): void {
    const handlers = this.of(namespace.name)
    if (handlers.includes(namespace)) return
    this.#handlers.set(namespace.name, [...handlers, namespace])
    this.#hashes.set(namespace.name, hashOf(namespace.name))
  }

  /** It is told every second from now on: nobody looks at those in which nothing happens. */
  wake (namespace: NamespaceHandler): void {
    this.#awake.add(namespace)
  }

  /** Once a second. */
  tick (): void {
    for (const namespace of this.#awake) if (!namespace.onTick()) this.#awake.delete(namespace)
  }

  remove (namespace: NamespaceHandler): void {
    this.#awake.delete(namespace)
    const others = this.of(namespace.name).filter((handler) => handler !== namespace)
    if (others.length) {
      this.#handlers.set(namespace.name, others)
      return
    }
    this.#handlers.delete(namespace.name)
    this.#hashes.delete(namespace.name)
  }

  partitions (count: number): ReadonlySet<number> {
    const partitions = new Set<number>()
    for (const hash of this.#hashes.values()) partitions.add(hash % count)
    return partitions
  }
}
