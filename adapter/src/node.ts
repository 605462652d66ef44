import { randomBytes } from 'node:crypto'
import { FencedError, NodeClosedError } from './errors.ts'
import { Exchange, type Respondent } from './exchange.ts'
import { type FollowedPartition } from './followed-partition.ts'
import { DecodedFrame, encodeFrame, FrameType, type Part } from './frame.ts'
import { Interest } from './interest.ts'
import { type Log, type LogReader, type LogRecord, type Position } from './log.ts'
import { Membership } from './membership.ts'
import { type NodeOptions } from './options.ts'
import { partitionOf } from './partition.ts'
import { type Place, placeOf } from './place.ts'
import { Pulse } from './pulse.ts'
import { type Session } from './sessions.ts'
import { type PacketCodec } from './packet-codec.ts'
import { type NodeStats } from './stats.ts'

/** A namespace on this node, as the node sees it. */
export interface NamespaceHandler extends Respondent {
  readonly name: string
  /** A frame for this namespace, at its place in the log. `session` is what a takeover has taken over. */
  onFrame (frame: DecodedFrame, place: Place, time: number, session: Session | undefined): void
  /** A frame of this node came too late to count for anybody. */
  onFenced (frame: DecodedFrame): void
  /** All that one read of the log brought has been handed over. */
  onReadEnd (): void
  /** Once a second. */
  onTick (): void
  /** Its clients must not go on as if nothing had happened: frames were lost, or this node was taken for lost. */
  cut (): void
}

/** Heartbeats stand in one partition, so that there is one clock to judge them by. */
const MEMBERSHIP_PARTITION = 0
const TICK_MS = 1_000

/**
 * This process in the cluster: one per server, whatever the number of namespaces. It reads the log, hands each frame to the namespace it
 * is for, and says that it is alive.
 */
export class ClusterNode {
  /** New at each start, so that a node that comes back is never taken for the one that went. */
  readonly id = randomBytes(8).toString('hex')
  readonly options: NodeOptions
  readonly codec: PacketCodec
  readonly membership: Membership
  readonly exchange: Exchange
  readonly #log: Log
  readonly #reader: LogReader
  readonly #interest: Interest
  readonly #namespaces = new Map<string, NamespaceHandler[]>()
  /** Namespaces that got something from the read that is being handed over. */
  readonly #touched = new Set<NamespaceHandler>()
  readonly #counters = { broadcasts: 0, publishErrors: 0, frameErrors: 0, fencedFrames: 0, fences: 0 }
  #starting: Promise<void> | undefined
  #started = false
  /** Frames that wait for the start, or for a new heartbeat. */
  #early = 0
  #closing: Promise<void> | undefined
  #closed = false
  #timers: NodeJS.Timeout[] = []
  readonly #pulse = new Pulse(() => this.#write(MEMBERSHIP_PARTITION, FrameType.HEARTBEAT, this.id, null))

  constructor (log: Log, codec: PacketCodec, options: NodeOptions) {
    this.#log = log
    this.codec = codec
    this.options = options
    this.exchange = new Exchange({ id: this.id, send: (...args) => this.send(...args), onError: options.onError }, codec)
    this.membership = new Membership(options.heartbeatTimeout)
    this.membership.on('lost', (id) => this.#onLost(id))
    this.#reader = log.follow({
      onRecords: (records) => this.#onRecords(records),
      onGap: (partition, _from, to) => this.#onGap(partition, to),
      onError: options.onError
    })
    this.#interest = new Interest(log, this.#reader, options)
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
    await this.#log.open()
    const partitions = Array.from({ length: this.#log.partitions }, (_, partition) => partition)
    await Promise.all(partitions.map((partition) => this.#interest.follow(partition)))
    await this.#pulse.beat()
    await this.#announce()
    this.#started = true
    this.#timers = [
      setInterval(() => { this.#pulse.beat().catch(this.options.onError) }, this.options.heartbeatInterval),
      setInterval(() => this.#tick(), TICK_MS),
      setInterval(() => { this.#announce().catch(this.options.onError) }, this.options.window / 2)
    ]
  }

  attach (namespace: NamespaceHandler): void {
    const handlers = this.#namespaces.get(namespace.name)
    if (!handlers) this.#namespaces.set(namespace.name, [namespace])
    else if (!handlers.includes(namespace)) handlers.push(namespace)
  }

  detach (namespace: NamespaceHandler): void {
    const others = this.#namespaces.get(namespace.name)?.filter((handler) => handler !== namespace)
    if (others?.length) this.#namespaces.set(namespace.name, others)
    else this.#namespaces.delete(namespace.name)
  }

  /** What this node knows of the partition of a namespace; `undefined` when it does not read it. */
  partition (nsp: string): FollowedPartition | undefined {
    return this.#started ? this.#interest.get(partitionOf(nsp, this.#log.partitions)) : undefined
  }

  /**
   * Writes a frame to the log, for a namespace or a node. Frames for the same one keep the order of the calls.
   * @throws {LogFullError | LogUnavailableError | FrameTooLargeError | NodeClosedError}
   */
  async send (type: FrameType, to: string, meta: unknown, parts: readonly Part[] = [], recoverable = false): Promise<Position> {
    if (type === FrameType.BROADCAST) this.#counters.broadcasts++
    try {
      if (this.#closed) throw new NodeClosedError('the node was closed')
      if (!this.#started || this.#early || this.#pulse.age > this.options.window / 4) await this.#untilCurrent()
      return await this.#write(partitionOf(to, this.#log.partitions), type, to, meta, parts, recoverable)
    } catch (error) {
      this.#counters.publishErrors++
      throw error
    }
  }

  stats (): NodeStats {
    const { asOf, age } = this.#pulse
    const partitions = [...this.#interest.partitions]
    return {
      id: this.id,
      ready: this.#started && !this.#closing && age < this.options.heartbeatTimeout,
      members: this.membership.ids,
      namespaces: this.#namespaces.size,
      partitions: partitions.length,
      sessions: partitions.reduce((sum, { sessions }) => sum + sessions.size, 0),
      windowBytes: partitions.reduce((sum, { window }) => sum + window.bytes, 0),
      asOf,
      heartbeatAgeMs: Number.isFinite(age) ? Math.round(age) : 0,
      ...this.#counters,
      pendingRequests: this.exchange.requests.size + this.exchange.acks.size,
      log: this.#log.stats
    }
  }

  /** Says goodbye, flushes, ends. Idempotent, never rejects. */
  close (): Promise<void> {
    this.#closing ??= this.#close().catch(this.options.onError)
    return this.#closing
  }

  async #close (): Promise<void> {
    this.#timers.forEach(clearInterval)
    // Other namespaces of the same server close in this turn, and what they write comes first.
    await new Promise((resolve) => setImmediate(resolve))
    this.#closed = true
    if (this.#started) await this.#write(MEMBERSHIP_PARTITION, FrameType.GOODBYE, this.id, null).catch(this.options.onError)
    await this.#reader.close()
    this.exchange.close()
    await this.#log.close()
  }

  /** A node's frames count only while it is known to have read what others wrote: before it writes, it sees to that. */
  async #untilCurrent (): Promise<void> {
    this.#early++
    try {
      await this.start()
      if (this.#pulse.age > this.options.window / 4) await this.#pulse.beat()
    } finally {
      this.#early--
    }
  }

  #write (partition: number, type: FrameType, to: string, meta: unknown, parts: readonly Part[] = [], recoverable = false): Promise<Position> {
    const frame = encodeFrame({ type, from: this.id, asOf: this.#pulse.asOf, to, meta, parts, recoverable })
    return this.#log.append(partition, [frame])
  }

  /** Says of each partition that this node reads it: who asks something there waits for this node's answer from now on. */
  async #announce (): Promise<void> {
    await Promise.all(this.#interest.partitions.map(({ id }) => this.#write(id, FrameType.FOLLOW, '', true)))
  }

  #tick (): void {
    this.#turn()
    for (const handler of this.#handlers()) handler.onTick()
  }

  /** Stopped for so long that the others have taken it for lost: what its clients would get now is late, and they may be elsewhere. */
  #turn (): void {
    if (this.#pulse.turn() > this.options.heartbeatTimeout && this.#started) this.#fence()
  }

  #fence (): void {
    this.#counters.fences++
    for (const handler of this.#handlers()) handler.cut()
    this.#announce().catch(this.options.onError)
  }

  #handlers (): NamespaceHandler[] {
    return [...this.#namespaces.values()].flat()
  }

  #onRecords (records: readonly LogRecord[]): void {
    this.#turn()
    for (const record of records) {
      if (record.partition === MEMBERSHIP_PARTITION) this.membership.advance(record.timestamp)
      const partition = this.#interest.get(record.partition)
      if (partition) this.#onRecord(partition, record)
    }
    for (const handler of this.#touched) handler.onReadEnd()
    this.#touched.clear()
  }

  #onRecord (partition: FollowedPartition, { offset, timestamp, frames }: LogRecord): void {
    partition.advance(timestamp)
    for (const [index, bytes] of frames.entries()) {
      const place = placeOf(offset, index)
      try {
        this.#onFrame(partition, new DecodedFrame(bytes), place, timestamp)
      } catch (error) {
        this.#counters.frameErrors++
        this.options.onError(error as Error)
      }
    }
    partition.endOfRecord(offset, timestamp)
    this.#interest.progress(partition)
  }

  #onFrame (partition: FollowedPartition, frame: DecodedFrame, place: Place, time: number): void {
    switch (frame.type) {
      case FrameType.HEARTBEAT:
        this.membership.heartbeat(frame.from)
        if (frame.from === this.id) this.#pulse.seen(time)
        return
      case FrameType.GOODBYE:
        return this.membership.goodbye(frame.from)
    }
    if (frame.asOf < time - this.options.window / 2) return this.#onFenced(frame)
    const session = partition.see(frame, place, time)
    if (place < placeOf(partition.liveFrom, 0)) return

    const handlers = this.#namespaces.get(frame.to) ?? []
    switch (frame.type) {
      case FrameType.RESPONSE:
        if (frame.to === this.id) this.exchange.onResponse(frame)
        return
      case FrameType.FETCH_SOCKETS:
      case FrameType.SERVER_SIDE_EMIT_WITH_ACK:
        return this.exchange.onRequest(frame, handlers, this.#readers(partition))
      case FrameType.BROADCAST_WITH_ACK:
        return this.exchange.onBroadcast(frame, handlers, this.#readers(partition))
      default:
        for (const handler of handlers) {
          this.#touched.add(handler)
          handler.onFrame(frame, place, time, session)
        }
    }
  }

  /** The nodes that read a frame of this partition: not those that are known to have ended. */
  #readers (partition: FollowedPartition): ReadonlySet<string> {
    return new Set([...partition.followers].filter((id) => !this.membership.isLost(id)))
  }

  #onFenced (frame: DecodedFrame): void {
    this.#counters.fencedFrames++
    if (frame.from !== this.id) return
    for (const handler of this.#namespaces.get(frame.to) ?? []) handler.onFenced(frame)
    this.options.onError(new FencedError(`a frame for ${frame.to} reached the log too late to count`))
  }

  #onLost (id: string): void {
    for (const partition of this.#interest.partitions) partition.lost(id)
    this.exchange.lost(id)
    if (id === this.id && this.#started && !this.#closing) this.#fence()
  }

  #onGap (id: number, to: number): void {
    const partition = this.#interest.get(id)
    if (!partition) return
    partition.reset(to)
    this.#interest.progress(partition)
    for (const handler of this.#handlers()) {
      if (partitionOf(handler.name, this.#log.partitions) === id) handler.cut()
    }
  }
}
