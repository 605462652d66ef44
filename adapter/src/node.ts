import { randomBytes } from 'node:crypto'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { Admission, type QueueLimits } from './admission.ts'
import { Dispatcher } from './dispatcher.ts'
import { NodeClosedError } from './errors.ts'
import { Exchange } from './exchange.ts'
import { type FollowedPartition } from './followed-partition.ts'
import { type DecodedFrame, encodeFrame, FrameType, frameSize, type Part } from './frame.ts'
import { Interest } from './interest.ts'
import { type Log, type LogReader, type LogRecord, type Position } from './log.ts'
import { Membership } from './membership.ts'
import { Namespaces } from './namespaces.ts'
import { type NodeOptions } from './options.ts'
import { Overflow } from './overflow.ts'
import { type PacketCodec } from './packet-codec.ts'
import { MEMBERSHIP_PARTITION, partitionOf } from './partition.ts'
import { Pulse } from './pulse.ts'
import { type NodeStats } from './stats.ts'
import { type Token } from './token.ts'
import { Upkeep } from './upkeep.ts'

const TICK_MS = 1_000
const FINISH_TIMEOUT_MS = 5_000
/** A pause is taken for a stop of the process from this share of the heartbeat timeout on; while only the log is away, there are turns. */
const STOPPED_SHARE = 0.6

/**
 * This process in the cluster: one per server, whatever the number of namespaces. It reads the log, hands each frame to the namespace it
 * is for, and says that it is alive.
 */
export class ClusterNode {
  /** New at each start, so that a node that comes back is never taken for the one that went. */
  readonly id = randomBytes(8).toString('hex')
  readonly log: Log
  readonly options: NodeOptions
  readonly codec: PacketCodec
  readonly membership: Membership
  readonly exchange: Exchange
  readonly namespaces = new Namespaces()
  readonly #reader: LogReader
  readonly #interest: Interest
  readonly #dispatcher: Dispatcher
  readonly #pulse = new Pulse(() => this.#write(MEMBERSHIP_PARTITION, FrameType.HEARTBEAT, this.id, null))
  readonly #counters = { broadcasts: 0, publishErrors: 0, fences: 0 }
  #upkeep: Upkeep | undefined
  #starting: Promise<void> | undefined
  #started = false
  /** What waits until this node is current. */
  readonly #early: Admission
  readonly #overflow: Overflow
  #closing: Promise<void> | undefined
  #closed = false
  #timers: NodeJS.Timeout[] = []
  readonly #unfinished = new Set<Promise<unknown>>()

  constructor (log: Log, codec: PacketCodec, options: NodeOptions, limits: QueueLimits) {
    this.log = log
    this.codec = codec
    this.options = options
    const { maxPendingRequests, onError } = options
    this.#early = new Admission(limits)
    this.#overflow = new Overflow(options.window, onError)
    this.membership = new Membership(options.heartbeatTimeout)
    this.membership.on('lost', (id) => this.#onLost(id))
    this.exchange = new Exchange({ id: this.id, send: (...args) => this.send(...args), maxPendingRequests, onError }, codec)
    this.#dispatcher = new Dispatcher({ ...this.#shared(), exchange: this.exchange, pulse: this.#pulse, window: options.window, heartbeatTimeout: options.heartbeatTimeout, onError })
    this.#reader = log.follow({
      onRecords: (records) => this.#onRecords(records),
      onGap: (partition) => { this.#onGap(partition).catch(onError) },
      onError
    })
    this.#interest = new Interest(log, this.#reader, options, this.#overflow, {
      onHistory: (partition, record) => this.#dispatcher.onRecord(partition, record, false),
      announce: (partition, follows) => this.#announce(partition, follows)
    })
  }

  #shared () {
    return { id: this.id, membership: this.membership, namespaces: this.namespaces }
  }

  /**
   * Resolves when this node is positioned in the log and has read its own heartbeat back. Idempotent; after a failure it tries again.
   * @throws {TopicError | LogUnavailableError}
   */
  start (): Promise<void> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined
      throw error
    })
    return this.#starting
  }

  async #start (): Promise<void> {
    await this.log.open()
    // Who the others are comes first: it decides what this node keeps.
    await this.#interest.follow(MEMBERSHIP_PARTITION)
    await this.#pulse.beat()
    await this.#announce(MEMBERSHIP_PARTITION, true)
    const upkeep = new Upkeep({
      ...this.#shared(),
      partitions: this.log.partitions,
      options: this.options,
      interest: this.#interest,
      announce: (partition) => this.#announce(partition, true),
      writeList: (partition, list) => this.#write(partition, FrameType.LIST, '', list)
    })
    await Promise.all([...upkeep.needed()].map((partition) => this.#interest.follow(partition)))
    if (this.#closing) throw new NodeClosedError('the node was closed while it started')
    this.#upkeep = upkeep
    this.#started = true
    this.#timers = [
      setInterval(() => { this.#pulse.beat().catch(this.options.onError) }, this.options.heartbeatInterval),
      setInterval(() => this.#tick(), TICK_MS)
    ]
  }

  /**
   * Resolves with the partition of a namespace when this node reads it.
   * @throws {TopicError | LogUnavailableError | LogFullError}
   */
  async open (nsp: string): Promise<FollowedPartition> {
    await this.start()
    return await this.#interest.follow(partitionOf(nsp, this.log.partitions))
  }

  /** What this node knows of the partition of a namespace; `undefined` when it does not read it. */
  partition (nsp: string): FollowedPartition | undefined {
    return this.#started ? this.#interest.get(partitionOf(nsp, this.log.partitions)) : undefined
  }

  /** Everything of a namespace up to here was read; while its partition is not read, a place from which nobody can go on. */
  lastRead (nsp: string): Token {
    return this.partition(nsp)?.last ?? { place: Number.MIN_SAFE_INTEGER, time: 0 }
  }

  /** Whether a frame came in time. */
  isCounted (frame: DecodedFrame, time: number): boolean {
    return this.#dispatcher.isCounted(frame, time)
  }

  /**
   * Writes a frame to the log, for a namespace or a node. Frames for the same one keep the order of the calls.
   * @throws {LogFullError | LogUnavailableError | FrameTooLargeError | NodeClosedError}
   */
  async send (type: FrameType, to: string, meta: unknown, parts: readonly Part[] = [], recoverable = false): Promise<Position> {
    if (type === FrameType.BROADCAST) this.#counters.broadcasts++
    try {
      if (this.#closed) throw new NodeClosedError('the node was closed')
      const write = () => this.#write(partitionOf(to, this.log.partitions), type, to, meta, parts, recoverable)
      if (!this.#early.frames && this.#isCurrent(to)) return await write()
      const { written } = await this.#early.run(frameSize(to, JSON.stringify(meta), parts), async () => {
        await this.#untilCurrent(to)
        // Not awaited here: only what waits for this node counts, and the next one may follow.
        return { written: write() }
      })
      return await written
    } catch (error) {
      this.#counters.publishErrors++
      throw error
    }
  }

  stats (): NodeStats {
    const { asOf, age } = this.#pulse
    const { partitions } = this.#interest
    return {
      id: this.id,
      ready: this.#started && !this.#closing && age < this.options.heartbeatTimeout,
      members: this.membership.ids,
      namespaces: this.namespaces.size,
      partitions: partitions.length,
      sessions: partitions.reduce((sum, { sessions }) => sum + sessions.size, 0),
      machines: partitions.reduce((sum, { catalog }) => sum + catalog.size, 0),
      windowBytes: partitions.reduce((sum, { window }) => sum + window.bytes, 0),
      sessionBytes: partitions.reduce((sum, { sessions }) => sum + sessions.bytes, 0),
      asOf,
      heartbeatAgeMs: Number.isFinite(age) ? Math.round(age) : 0,
      ...this.#counters,
      ...this.#dispatcher.counters,
      ...this.#overflow.counters,
      ...this.exchange.counters,
      waitingFrames: this.#early.frames,
      pendingRequests: this.exchange.pending,
      log: this.log.stats
    }
  }

  /** Says goodbye, flushes, ends. Idempotent, never rejects. */
  close (): Promise<void> {
    this.#closing ??= this.#close().catch(this.options.onError)
    return this.#closing
  }

  /** Something that has still to be written; the node does not end before, but waits {@link FINISH_TIMEOUT_MS} at most. */
  finishBeforeClose (work: Promise<unknown>): void {
    this.#unfinished.add(work)
    work.finally(() => this.#unfinished.delete(work)).catch(this.options.onError)
  }

  async #close (): Promise<void> {
    this.#timers.forEach(clearInterval)
    // Other namespaces of the same server close in this turn.
    await setImmediate()
    await Promise.race([Promise.allSettled(this.#unfinished), setTimeout(FINISH_TIMEOUT_MS, undefined, { ref: false })])
    this.#closed = true
    if (this.#started) await this.#write(MEMBERSHIP_PARTITION, FrameType.GOODBYE, this.id, null).catch(this.options.onError)
    await this.#reader.close()
    this.#pulse.stop(new NodeClosedError('the node was closed'))
    this.exchange.close()
    await this.log.close()
  }

  /**
   * A node's frames count only while it is known to have read what others wrote; and it has to read back what it writes for a namespace.
   */
  #isCurrent (to: string): boolean {
    return this.#started && this.#pulse.age <= this.options.window / 4 && (!to.startsWith('/') || this.partition(to) !== undefined)
  }

  async #untilCurrent (to: string): Promise<void> {
    await this.start()
    if (to.startsWith('/')) await this.open(to)
    if (this.#pulse.age > this.options.window / 4) await this.#pulse.beat()
  }

  async #write (partition: number, type: FrameType, to: string, meta: unknown, parts: readonly Part[] = [], recoverable = false): Promise<Position> {
    return await this.log.append(partition, [encodeFrame({ type, from: this.id, asOf: this.#pulse.asOf, to, meta, parts, recoverable })])
  }

  /** Before the first heartbeat there is nobody whom others could ask. */
  async #announce (partition: number, follows: boolean): Promise<void> {
    if (this.#pulse.asOf) await this.#write(partition, FrameType.FOLLOW, '', follows)
  }

  #tick (): void {
    this.#turn()
    this.namespaces.tick()
    void this.#upkeep?.tick()
  }

  /**
   * Stopped for so long that the others may have taken it for lost: what its clients would get now is late, and they may be elsewhere. Its last
   * heartbeat came up to an interval before it was stopped.
   */
  #turn (): void {
    const { heartbeatTimeout, heartbeatInterval } = this.options
    const wasStopped = this.#pulse.turn() > STOPPED_SHARE * heartbeatTimeout
    if (wasStopped && this.#started && this.#pulse.age > heartbeatTimeout - heartbeatInterval / 2) this.#fence()
  }

  #fence (): void {
    this.#counters.fences++
    for (const handler of this.namespaces.all()) handler.cut()
    for (const { id } of this.#interest.partitions) this.#announce(id, true).catch(this.options.onError)
  }

  #onRecords (records: readonly LogRecord[]): void {
    this.#turn()
    for (const record of records) {
      const partition = this.#interest.get(record.partition)
      if (partition) this.#dispatcher.onRecord(partition, record, true)
    }
    this.#dispatcher.onReadEnd()
  }

  #onLost (id: string): void {
    for (const partition of this.#interest.partitions) partition.lost(id)
    this.exchange.lost(id)
    if (id === this.id && this.#started && !this.#closing) this.#fence()
  }

  async #onGap (id: number): Promise<void> {
    await this.#interest.reopen(id)
    for (const handler of this.namespaces.all()) {
      if (partitionOf(handler.name, this.log.partitions) === id) handler.onGap()
    }
  }
}
