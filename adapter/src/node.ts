import { randomBytes } from 'node:crypto'
import { AckBroadcasts } from './ack-broadcasts.ts'
import { NodeClosedError } from './errors.ts'
import { DecodedFrame, encodeFrame, FrameType, type Part } from './frame.ts'
import { type Log, type LogReader, type LogRecord, type Position } from './log.ts'
import { Membership } from './membership.ts'
import { type NodeOptions } from './options.ts'
import { partitionOf } from './partition.ts'
import { Requests } from './requests.ts'
import { type PacketCodec } from './socket-io.ts'
import { type NodeStats } from './stats.ts'

/** A namespace on this node, as the node sees it. */
export interface NamespaceHandler {
  readonly name: string
  /** A frame for this namespace, at its place in the log. */
  onFrame (frame: DecodedFrame, position: Position): void
  /** A request to all nodes that have this namespace; several answers are allowed. */
  answer (frame: DecodedFrame): Promise<unknown[]>
  /** Delivers a broadcast whose clients acknowledge; returns how many clients it went to. */
  deliverWithAck (frame: DecodedFrame, onAck: (packet: unknown) => void): number
  /** Frames of this namespace were lost: its clients must not go on as if nothing had happened. */
  onGap (): void
}

interface ResponseMeta {
  kind: 'answer' | 'count' | 'ack'
  id: string
  clients?: number
}

/** Heartbeats stand in one partition, so that there is one clock to judge them by. */
const MEMBERSHIP_PARTITION = 0

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
  readonly requests = new Requests()
  readonly acks = new AckBroadcasts()
  readonly #log: Log
  readonly #namespaces = new Map<string, NamespaceHandler[]>()
  readonly #counters = { broadcasts: 0, publishErrors: 0, frameErrors: 0 }
  #starting: Promise<void> | undefined
  #started = false
  /** Frames that wait for the start. */
  #early = 0
  #closing: Promise<void> | undefined
  #reader: LogReader | undefined
  #heartbeats: NodeJS.Timeout | undefined
  #beating = false
  #onOwnHeartbeat = (): void => {}
  #asOf = 0
  #heartbeatReadAt = 0

  constructor (log: Log, codec: PacketCodec, options: NodeOptions) {
    this.#log = log
    this.codec = codec
    this.options = options
    this.membership = new Membership(options.heartbeatTimeout)
    this.membership.on('lost', (id) => {
      this.requests.lost(id)
      this.acks.lost(id)
    })
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
    const log = this.#log
    await log.open()
    const ends = await Promise.all(Array.from({ length: log.partitions }, (_, partition) => log.end(partition)))
    ends[MEMBERSHIP_PARTITION] = await this.#membershipStart(ends[MEMBERSHIP_PARTITION]!)

    const proof = new Promise<void>((resolve) => { this.#onOwnHeartbeat = resolve })
    this.#reader ??= log.follow({
      onRecords: (records) => this.#onRecords(records),
      onGap: (partition) => this.#onGap(partition),
      onError: this.options.onError
    })
    for (const [partition, end] of ends.entries()) this.#reader.add(partition, end)
    await this.#write(FrameType.HEARTBEAT, this.id, null, [])
    await proof
    this.#started = true
    this.#heartbeats = setInterval(() => this.#heartbeat(), this.options.heartbeatInterval)
  }

  /** Far enough back to know who is alive. */
  async #membershipStart (end: number): Promise<number> {
    let newest: LogRecord | undefined
    for await (const record of this.#log.read(MEMBERSHIP_PARTITION, Math.max(0, end - 1), end)) newest = record
    return newest ? this.#log.offsetAt(MEMBERSHIP_PARTITION, newest.timestamp - this.options.heartbeatTimeout) : end
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

  /**
   * Writes a frame to the log, for a namespace or a node. Frames for the same one keep the order of the calls.
   * @throws {LogFullError | LogUnavailableError | FrameTooLargeError | NodeClosedError}
   */
  async send (type: FrameType, to: string, meta: unknown, parts: readonly Part[] = []): Promise<Position> {
    if (type === FrameType.BROADCAST) this.#counters.broadcasts++
    try {
      if (this.#closing) throw new NodeClosedError('the node was closed')
      if (!this.#started || this.#early) await this.#waitForStart()
      return await this.#write(type, to, meta, parts)
    } catch (error) {
      this.#counters.publishErrors++
      throw error
    }
  }

  stats (): NodeStats {
    const heartbeatAgeMs = this.#heartbeatReadAt && Math.round(performance.now() - this.#heartbeatReadAt)
    return {
      id: this.id,
      ready: this.#started && !this.#closing && heartbeatAgeMs < this.options.heartbeatTimeout,
      members: this.membership.ids,
      namespaces: this.#namespaces.size,
      asOf: this.#asOf,
      heartbeatAgeMs,
      ...this.#counters,
      pendingRequests: this.requests.size + this.acks.size,
      log: this.#log.stats
    }
  }

  /** Says goodbye, flushes, ends. Idempotent, never rejects. */
  close (): Promise<void> {
    this.#closing ??= this.#close().catch(this.options.onError)
    return this.#closing
  }

  async #close (): Promise<void> {
    clearInterval(this.#heartbeats)
    // Other namespaces of the same server close in this turn, and what they write comes first.
    await new Promise((resolve) => setImmediate(resolve))
    if (this.#reader) {
      await this.#write(FrameType.GOODBYE, this.id, null, []).catch(this.options.onError)
      await this.#reader.close()
    }
    this.requests.close()
    this.acks.close()
    await this.#log.close()
  }

  async #waitForStart (): Promise<void> {
    this.#early++
    try {
      await this.start()
    } finally {
      this.#early--
    }
  }

  #write (type: FrameType, to: string, meta: unknown, parts: readonly Part[]): Promise<Position> {
    const frame = encodeFrame({ type, from: this.id, asOf: this.#asOf, to, meta, parts })
    const isMembership = type === FrameType.HEARTBEAT || type === FrameType.GOODBYE
    return this.#log.append(isMembership ? MEMBERSHIP_PARTITION : partitionOf(to, this.#log.partitions), [frame])
  }

  #heartbeat (): void {
    if (this.#beating) return
    this.#beating = true
    this.#write(FrameType.HEARTBEAT, this.id, null, [])
      .catch(this.options.onError)
      .finally(() => { this.#beating = false })
  }

  #onRecords (records: readonly LogRecord[]): void {
    for (const { partition, offset, timestamp, frames } of records) {
      if (partition === MEMBERSHIP_PARTITION) this.membership.advance(timestamp)
      for (const [index, bytes] of frames.entries()) {
        try {
          this.#onFrame(new DecodedFrame(bytes), { offset, index }, timestamp)
        } catch (error) {
          this.#counters.frameErrors++
          this.options.onError(error as Error)
        }
      }
    }
  }

  #onFrame (frame: DecodedFrame, position: Position, timestamp: number): void {
    switch (frame.type) {
      case FrameType.HEARTBEAT:
        this.membership.heartbeat(frame.from)
        if (frame.from === this.id) {
          this.#asOf = timestamp
          this.#heartbeatReadAt = performance.now()
          this.#onOwnHeartbeat()
        }
        return
      case FrameType.GOODBYE:
        return this.membership.goodbye(frame.from)
      case FrameType.RESPONSE:
        if (frame.to === this.id) this.#onResponse(frame)
        return
      case FrameType.FETCH_SOCKETS:
      case FrameType.SERVER_SIDE_EMIT_WITH_ACK:
        return this.#onRequest(frame)
      case FrameType.BROADCAST_WITH_ACK:
        return this.#onBroadcastWithAck(frame)
      default:
        this.#namespaces.get(frame.to)?.forEach((handler) => handler.onFrame(frame, position))
    }
  }

  #onRequest (frame: DecodedFrame): void {
    const { id } = frame.meta as { id: string }
    if (frame.from === this.id) this.requests.expect(id, this.membership.ids)
    const handlers = this.#namespaces.get(frame.to) ?? []
    Promise.all(handlers.map((handler) => handler.answer(frame))).then((answers) => {
      if (frame.from === this.id) this.requests.answer(id, this.id, answers.flat())
      else this.#respond(frame.from, { kind: 'answer', id }, this.codec.encodeValue(answers.flat()))
    }).catch(this.options.onError)
  }

  #onBroadcastWithAck (frame: DecodedFrame): void {
    const { id } = frame.meta as { id: string }
    const own = frame.from === this.id
    const onAck = (packet: unknown) => {
      if (own) this.acks.ack(id, this.id, packet)
      else this.#respond(frame.from, { kind: 'ack', id }, this.codec.encodeValue(packet))
    }
    let clients = 0
    for (const handler of this.#namespaces.get(frame.to) ?? []) clients += handler.deliverWithAck(frame, onAck)
    if (own) this.acks.count(id, this.id, clients)
    else this.#respond(frame.from, { kind: 'count', id, clients })
  }

  #respond (node: string, meta: ResponseMeta, parts: readonly Part[] = []): void {
    this.send(FrameType.RESPONSE, node, meta, parts).catch(this.options.onError)
  }

  #onResponse (frame: DecodedFrame): void {
    const { kind, id, clients = 0 } = frame.meta as ResponseMeta
    if (kind === 'count') this.acks.count(id, frame.from, clients)
    else if (kind === 'ack') this.acks.ack(id, frame.from, this.codec.decodeValue(frame.parts))
    else this.requests.answer(id, frame.from, this.codec.decodeValue(frame.parts))
  }

  #onGap (partition: number): void {
    for (const [name, handlers] of this.#namespaces) {
      if (partitionOf(name, this.#log.partitions) === partition) handlers.forEach((handler) => handler.onGap())
    }
  }
}
