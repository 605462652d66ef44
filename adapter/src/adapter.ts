import { Adapter, type BroadcastFlags, type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter'
import { type DecodedFrame, FrameType, type Part } from './frame.ts'
import { type ClusterNode, type NamespaceHandler } from './node.ts'
import { PendingBroadcasts } from './pending-broadcasts.ts'
import { EncodedPacket, type NamespaceInternals, type Packet, type SocketInternals } from './socket-io.ts'
import { type NodeStats } from './stats.ts'

interface OptionsMeta {
  rooms: Room[]
  except: Room[]
  flags: BroadcastFlags | undefined
}
interface BroadcastMeta extends OptionsMeta { seq: number }
interface RoomsMeta extends OptionsMeta { to: Room[] }
interface DisconnectMeta extends OptionsMeta { close: boolean }

/**
 * One namespace on one node. What is meant for the whole namespace is written to the log and done when it is read back, here as on every
 * other node: so all sockets of a namespace see one order.
 */
export class KafkaAdapter extends Adapter implements NamespaceHandler {
  declare readonly nsp: NamespaceInternals
  readonly #node: ClusterNode
  readonly #pending = new PendingBroadcasts()

  constructor (nsp: NamespaceInternals, node: ClusterNode) {
    super(nsp)
    this.#node = node
    // The base class encodes each packet that it delivers: one that was encoded by its origin stays as it is.
    Object.assign(this, { encoder: { encode: (packet: Packet | EncodedPacket) => packet instanceof EncodedPacket ? packet.parts : node.codec.encode(packet) } })
    node.attach(this)
  }

  get name (): string {
    return this.nsp.name
  }

  /** Resolves when this node is ready: what is emitted from now on, anywhere, reaches its sockets. Idempotent. */
  override init (): Promise<void> {
    return this.#node.start()
  }

  /** Idempotent, never rejects. The main namespace takes the node with it, and lives as long as the server. */
  override async close (): Promise<void> {
    this.#node.detach(this)
    if (this.name === '/') await this.#node.close()
  }

  override async serverCount (): Promise<number> {
    return this.#members().length
  }

  #members (): readonly string[] {
    const { ids } = this.#node.membership
    return ids.includes(this.#node.id) ? ids : [...ids, this.#node.id]
  }

  override addAll (id: SocketId, rooms: Set<Room>): void {
    const socket = this.nsp.sockets.get(id)
    if (socket && !this.sids.has(id)) {
      // The namespace may have been closed for being empty while this socket was in a middleware.
      this.#node.attach(this)
      this.#deliverBeforeDisconnect(socket)
    }
    void super.addAll(id, rooms)
  }

  override del (id: SocketId, room: Room): void {
    const rooms = this.sids.get(id)
    if (rooms?.has(room)) this.#pending.onLeave(id, rooms)
    void super.del(id, room)
  }

  /** Socket.IO sends the disconnect packet at once: what was emitted to the socket before must not come after it. */
  #deliverBeforeDisconnect (socket: SocketInternals): void {
    const disconnect = socket.disconnect
    socket.disconnect = (close) => {
      for (const { options, parts } of this.#pending.matching(this.sids.get(socket.id))) {
        super.broadcast(new EncodedPacket(parts, this.#node.codec), { ...options, rooms: new Set([socket.id]) })
      }
      return disconnect.call(socket, close)
    }
  }

  /** @throws when the data cannot be encoded */
  override broadcast (packet: Packet, options: BroadcastOptions): void {
    if (options.flags?.local) return super.broadcast(packet, options)
    packet.nsp = this.name
    const parts = this.#node.codec.encode(packet)
    const seq = this.#pending.add(options, parts)
    this.#node.send(FrameType.BROADCAST, this.name, { ...toMeta(options), seq } satisfies BroadcastMeta, parts).catch((error: Error) => {
      this.#pending.take(seq)
      this.#node.options.onError(error)
    })
  }

  override broadcastWithAck (packet: Packet, options: BroadcastOptions, onCount: (clients: number) => void, onAck: (...args: unknown[]) => void): void {
    if (options.flags?.local) {
      super.broadcastWithAck(packet, options, onCount, onAck)
      for (let i = 1; i < this.#members().length; i++) onCount(0)
      return
    }
    packet.nsp = this.name
    const parts = this.#node.codec.encode(packet)
    const id = this.#node.acks.add(this.#members(), options.flags?.timeout ?? this.#node.options.requestsTimeout, onCount, onAck)
    this.#command(FrameType.BROADCAST_WITH_ACK, { ...toMeta(options), id }, parts)
  }

  override addSockets (options: BroadcastOptions, to: Room[]): void {
    if (options.flags?.local) return super.addSockets(options, to)
    this.#command(FrameType.SOCKETS_JOIN, { ...toMeta(options), to } satisfies RoomsMeta)
  }

  override delSockets (options: BroadcastOptions, to: Room[]): void {
    if (options.flags?.local) return super.delSockets(options, to)
    this.#command(FrameType.SOCKETS_LEAVE, { ...toMeta(options), to } satisfies RoomsMeta)
  }

  override disconnectSockets (options: BroadcastOptions, close: boolean): void {
    if (options.flags?.local) return super.disconnectSockets(options, close)
    this.#command(FrameType.DISCONNECT_SOCKETS, { ...toMeta(options), close } satisfies DisconnectMeta)
  }

  /** @throws {RequestTimeoutError | LogUnavailableError | LogFullError} */
  override fetchSockets (options: BroadcastOptions): Promise<unknown[]> {
    if (options.flags?.local) return super.fetchSockets(options)
    const timeout = options.flags?.timeout ?? this.#node.options.requestsTimeout
    return this.#node.requests.ask((id) => this.#node.send(FrameType.FETCH_SOCKETS, this.name, { ...toMeta(options), id }), timeout)
  }

  override serverSideEmit (packet: unknown[]): void {
    const { codec, options, requests } = this.#node
    const ack = packet.at(-1)
    if (typeof ack !== 'function') return this.#command(FrameType.SERVER_SIDE_EMIT, null, codec.encodeValue(packet))
    const parts = codec.encodeValue(packet.slice(0, -1))
    requests.ask((id) => this.#node.send(FrameType.SERVER_SIDE_EMIT_WITH_ACK, this.name, { id }, parts), options.requestsTimeout)
      .then((responses) => ack(null, responses), (error: Error & { responses?: unknown[] }) => ack(error, error.responses ?? []))
      .catch(options.onError)
  }

  /** What this node is and has done; the same for all its namespaces. */
  stats (): NodeStats {
    return this.#node.stats()
  }

  /** Something that is done when it is read back. */
  #command (type: FrameType, meta: unknown, parts: readonly Part[] = []): void {
    this.#node.send(type, this.name, meta, parts).catch(this.#node.options.onError)
  }

  onFrame (frame: DecodedFrame): void {
    switch (frame.type) {
      case FrameType.BROADCAST: return this.#onBroadcast(frame)
      case FrameType.SOCKETS_JOIN: {
        const meta = frame.meta as RoomsMeta
        return super.addSockets(fromMeta(meta), meta.to)
      }
      case FrameType.SOCKETS_LEAVE: {
        const meta = frame.meta as RoomsMeta
        return super.delSockets(fromMeta(meta), meta.to)
      }
      case FrameType.DISCONNECT_SOCKETS: {
        const meta = frame.meta as DisconnectMeta
        return super.disconnectSockets(fromMeta(meta), meta.close)
      }
      case FrameType.SERVER_SIDE_EMIT:
        if (frame.from !== this.#node.id) this.nsp._onServerSideEmit(this.#node.codec.decodeValue(frame.parts) as unknown[])
    }
  }

  #onBroadcast (frame: DecodedFrame): void {
    const meta = frame.meta as BroadcastMeta
    const options = fromMeta(meta)
    const left = frame.from === this.#node.id ? this.#pending.take(meta.seq)?.left : undefined
    if (left && options.rooms.size) for (const id of left) options.rooms.add(id)
    super.broadcast(new EncodedPacket(frame.parts, this.#node.codec), options)
  }

  deliverWithAck (frame: DecodedFrame, onAck: (packet: unknown) => void): number {
    let count = 0
    super.broadcastWithAck(this.#node.codec.decode(frame.parts), fromMeta(frame.meta as OptionsMeta), (clients) => { count = clients }, onAck)
    return count
  }

  async answer (frame: DecodedFrame): Promise<unknown[]> {
    const own = frame.from === this.#node.id
    if (frame.type === FrameType.FETCH_SOCKETS) {
      const sockets = await super.fetchSockets(fromMeta(frame.meta as OptionsMeta)) as SocketInternals[]
      return own ? sockets : sockets.map(describe)
    }
    if (own) return []
    const packet = this.#node.codec.decodeValue(frame.parts) as unknown[]
    return [await new Promise((resolve) => this.nsp._onServerSideEmit([...packet, resolve]))]
  }

  /** Clients that reconnect get what they need anew; those that stayed would not know what they missed. */
  onGap (): void {
    for (const socket of this.nsp.sockets.values()) socket.conn.close()
  }
}

function toMeta ({ rooms, except, flags }: BroadcastOptions): OptionsMeta {
  return { rooms: [...rooms], except: [...except ?? []], flags }
}

function fromMeta ({ rooms, except, flags = {} }: OptionsMeta): BroadcastOptions & { except: Set<Room>, flags: BroadcastFlags } {
  return { rooms: new Set(rooms), except: new Set(except), flags }
}

/** A socket as other nodes see it. The session store of a handshake may hold anything, circles included. */
function describe ({ id, handshake, rooms, data }: SocketInternals): unknown {
  const { sessionStore, ...rest } = handshake
  return { id, handshake: rest, rooms: [...rooms], data }
}
