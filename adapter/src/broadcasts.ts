import { type Adapter, type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter'
import { Delivery } from './delivery.ts'
import { checkFrameSize, type DecodedFrame, FrameType, type Part } from './frame.ts'
import { type ClusterNode } from './node.ts'
import { PendingBroadcasts } from './pending-broadcasts.ts'
import { type Place } from './place.ts'
import { type Recovery } from './recovery.ts'
import { type NamespaceInternals, type Packet, PacketType, type SocketInternals } from './socket-io.ts'
import { type BroadcastMeta, toTargets } from './targets.ts'

/** The broadcasts of one namespace: those of this node on their way into the log, and those of all nodes as they are read. */
export class Broadcasts {
  readonly delivery: Delivery
  readonly #adapter: Adapter
  readonly #nsp: NamespaceInternals
  readonly #node: ClusterNode
  readonly #recovery: Recovery | undefined
  readonly #pending = new PendingBroadcasts()
  readonly #localFirst: boolean
  /** The newest broadcast on its way: the older ones are in the log before it. */
  #newest: Promise<unknown> = Promise.resolve()

  constructor (adapter: Adapter, nsp: NamespaceInternals, node: ClusterNode, recovery: Recovery | undefined) {
    this.#adapter = adapter
    this.#nsp = nsp
    this.#node = node
    this.#recovery = recovery
    this.#localFirst = node.options.ordering === 'local-first'
    this.delivery = new Delivery(adapter, node.codec, (id, token) => recovery?.journal.sent(id, token))
  }

  /** @throws {FrameTooLargeError | TypeError} when the data is too large, or cannot be encoded; nothing is sent then */
  emit (packet: Packet, options: BroadcastOptions): void {
    const token = this.#recovery !== undefined && packet.type === PacketType.EVENT && packet.id === undefined
    packet.nsp = this.#nsp.name
    const parts = this.#node.codec.encode(packet)
    if (options.flags?.local) return this.#deliverNow(options, parts, token)

    const seq = ++PendingBroadcasts.lastSeq
    const meta = { ...toTargets(options), seq, token } satisfies BroadcastMeta
    const { maxFrameBytes } = this.#node.log
    if (!(sizeAtMost(meta, parts) < maxFrameBytes)) checkFrameSize(maxFrameBytes, this.#nsp.name, meta, parts)
    if (this.#localFirst) this.#deliverNow(options, parts, token)
    this.#pending.add(seq, options, parts)
    const recoverable = token && !options.flags?.volatile
    this.#newest = this.#node.send(FrameType.BROADCAST, this.#nsp.name, meta, parts, recoverable)
    this.#newest.catch((error: Error) => {
      this.#pending.take(seq)
      this.#node.options.onError(error)
    })
  }

  /** @throws {KafkaAdapterError} when the newest broadcast is not known to be in the log */
  async flush (): Promise<void> {
    await this.#newest
  }

  #deliverNow (options: BroadcastOptions, parts: readonly Part[], token: boolean): void {
    this.delivery.flush()
    this.delivery.send(options, parts, token ? this.#recovery?.currentToken() : undefined)
  }

  onFrame (frame: DecodedFrame, place: Place, time: number): void {
    const meta = frame.meta as BroadcastMeta
    const own = frame.from === this.#node.id
    const pending = own ? this.#pending.take(meta.seq) : undefined
    if (own && this.#localFirst) return
    const rooms = pending?.left && meta.rooms.length ? [...meta.rooms, ...pending.left] : meta.rooms
    const ahead = this.#recovery?.ahead.of(frame)
    const except = ahead?.length ? [...meta.except, ...ahead] : meta.except
    // Whoever wrote it, an emitter for example, cannot know whether this server has tokens.
    const token = meta.token ? this.#recovery?.tokenAt({ place, time }) : undefined
    this.delivery.add({ rooms, except, flags: meta.flags }, frame.parts, token)
  }

  onFenced (frame: DecodedFrame): void {
    this.#pending.take((frame.meta as BroadcastMeta).seq)
  }

  onLeave (id: SocketId, rooms: ReadonlySet<Room>): void {
    this.#pending.onLeave(id, rooms)
  }

  /** Broadcasts reach the socket from now on. */
  onVisible (socket: SocketInternals): void {
    this.#deliverBeforeDisconnect(socket)
    const send = (parts: readonly Part[], token: string | undefined) => this.delivery.send({ rooms: new Set([socket.id]) }, parts, token)
    this.#recovery?.onVisible(socket, send)
    if (!this.#localFirst || !socket.recovered) return
    // What was emitted here while it was on its way is not delivered again when it is read.
    for (const { seq, parts } of this.#pending.matching(this.#adapter.sids.get(socket.id))) send(parts, this.#recovery?.currentToken(seq))
  }

  /** Socket.IO sends the disconnect packet at once: what was emitted to the socket before must not come after it. */
  #deliverBeforeDisconnect (socket: SocketInternals): void {
    if (this.#localFirst) return
    const disconnect = socket.disconnect
    socket.disconnect = (close) => {
      for (const { options, parts } of this.#pending.matching(this.#adapter.sids.get(socket.id))) {
        this.delivery.send({ ...options, rooms: new Set([socket.id]) }, parts, undefined)
      }
      return disconnect.call(socket, close)
    }
  }
}

/** Room for the head of a frame and the name of the namespace, in bytes. */
const HEAD = 70_000
/** Most bytes that JSON takes for a character. */
const CHARACTER = 6

/** Quicker than to measure exactly, and enough for nearly all broadcasts. */
function sizeAtMost ({ rooms, except }: BroadcastMeta, parts: readonly Part[]): number {
  let size = HEAD
  for (const room of rooms) size += CHARACTER * (room.length + 1)
  for (const room of except) size += CHARACTER * (room.length + 1)
  for (const part of parts) size += CHARACTER * (part.length + 1)
  return size
}
