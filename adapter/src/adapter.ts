import { Adapter, type BroadcastFlags, type BroadcastOptions, type Room, type Session as RestoredSession, type SocketId } from 'socket.io-adapter'
import { Delivery, type Targets } from './delivery.ts'
import { type DecodedFrame, FrameType, type Part } from './frame.ts'
import { type NamespaceHandler } from './namespaces.ts'
import { type ClusterNode } from './node.ts'
import { PendingBroadcasts } from './pending-broadcasts.ts'
import { type Place } from './place.ts'
import { type Machine } from './machine.ts'
import { Recovery } from './recovery.ts'
import { type Replica } from './replica.ts'
import { Replicas } from './replicas.ts'
import { type Session } from './sessions.ts'
import { holdConnections, type NamespaceInternals, type Packet, PacketType, type SocketInternals } from './socket-io.ts'
import { type NodeStats } from './stats.ts'
import { encodeToken } from './token.ts'

interface BroadcastMeta extends Targets {
  /** Tells the broadcasts of one node apart. */
  seq: number
  /** Clients get the token of its place with it. */
  token: boolean
}
interface RoomsMeta extends Targets { to: Room[] }
interface DisconnectMeta extends Targets { close: boolean }

/**
 * One namespace on one node. What is meant for the whole namespace is written to the log and done when it is read back, here as on every
 * other node: so all sockets of a namespace see one order.
 */
export class KafkaAdapter extends Adapter implements NamespaceHandler {
  declare readonly nsp: NamespaceInternals
  readonly #node: ClusterNode
  readonly #pending = new PendingBroadcasts()
  readonly #delivery: Delivery
  readonly #recovery: Recovery | undefined
  readonly #replicas: Replicas
  readonly #visible = new WeakSet<SocketInternals>()

  constructor (nsp: NamespaceInternals, node: ClusterNode) {
    super(nsp)
    this.#node = node
    const { connectionStateRecovery } = nsp.server.opts
    if (connectionStateRecovery) this.#recovery = new Recovery(nsp, node, connectionStateRecovery.maxDisconnectionDuration ?? 120_000)
    this.#delivery = new Delivery(this, node.codec, (id, token) => this.#recovery?.journal.sent(id, token))
    this.#replicas = new Replicas(nsp.name, node)
    holdConnections(nsp, () => this.#ready())
    node.namespaces.add(this)
  }

  get name (): string {
    return this.nsp.name
  }

  /** Resolves when this node is ready: what is emitted from now on, anywhere, reaches its sockets. Idempotent. */
  override async init (): Promise<void> {
    await this.#node.open(this.name)
  }

  async #ready (): Promise<void> {
    await this.#node.open(this.name)
    await this.#replicas.ready()
  }

  /** Idempotent, never rejects. The main namespace takes the node with it, and lives as long as the server. */
  override async close (): Promise<void> {
    await this.#replicas.close()
    if (this.name === '/') await this.#node.close()
    this.#node.namespaces.remove(this)
  }

  /** See {@link replicate}. */
  replicate<State, Command, Result> (machine: Machine<State, Command, Result>): Replica<State, Command, Result> {
    return this.#replicas.host(machine)
  }

  /** What this node is and has done; the same for all its namespaces. */
  stats (): NodeStats {
    return this.#node.stats()
  }

  override async serverCount (): Promise<number> {
    return this.#members().length
  }

  #members (): readonly string[] {
    const { ids } = this.#node.membership
    return ids.includes(this.#node.id) ? ids : [...ids, this.#node.id]
  }

  override addAll (id: SocketId, rooms: Set<Room>): void {
    void super.addAll(id, rooms)
    const socket = this.nsp.sockets.get(id)
    if (!socket) return
    if (this.#visible.has(socket)) return this.#recovery?.journal.state(id)
    this.#visible.add(socket)
    // The namespace may have been closed for being empty while this socket was in a middleware.
    this.#node.namespaces.add(this)
    this.#deliverBeforeDisconnect(socket)
    this.#recovery?.onVisible(socket, (parts, token) => this.#delivery.send({ rooms: new Set([id]) }, parts, token))
  }

  override del (id: SocketId, room: Room): void {
    const rooms = this.sids.get(id)
    if (!rooms?.has(room)) return
    this.#pending.onLeave(id, rooms)
    void super.del(id, room)
    this.#recovery?.journal.state(id)
  }

  override delAll (id: SocketId): void {
    this.#recovery?.onGone(id)
    super.delAll(id)
  }

  /** Socket.IO sends the disconnect packet at once: what was emitted to the socket before must not come after it. */
  #deliverBeforeDisconnect (socket: SocketInternals): void {
    const disconnect = socket.disconnect
    socket.disconnect = (close) => {
      for (const { options, parts } of this.#pending.matching(this.sids.get(socket.id))) {
        this.#delivery.send({ ...options, rooms: new Set([socket.id]) }, parts, undefined)
      }
      return disconnect.call(socket, close)
    }
  }

  /** @throws when the data cannot be encoded */
  override broadcast (packet: Packet, options: BroadcastOptions): void {
    const token = this.#recovery !== undefined && packet.type === PacketType.EVENT && packet.id === undefined
    packet.nsp = this.name
    const parts = this.#node.codec.encode(packet)
    if (options.flags?.local) {
      this.#delivery.flush()
      return this.#delivery.send(options, parts, token ? this.#recovery?.currentToken() : undefined)
    }
    const seq = this.#pending.add(options, parts)
    const meta = { ...toMeta(options), seq, token } satisfies BroadcastMeta
    const recoverable = token && !options.flags?.volatile
    this.#node.send(FrameType.BROADCAST, this.name, meta, parts, recoverable).catch((error: Error) => {
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
    const { acks } = this.#node.exchange
    const id = acks.add(this.#members(), options.flags?.timeout ?? this.#node.options.requestsTimeout, onCount, onAck)
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
    return this.#ask(FrameType.FETCH_SOCKETS, toMeta(options), [], timeout)
  }

  override serverSideEmit (packet: unknown[]): void {
    const { codec, options } = this.#node
    const ack = packet.at(-1)
    if (typeof ack !== 'function') return this.#command(FrameType.SERVER_SIDE_EMIT, null, codec.encodeValue(packet))
    const parts = codec.encodeValue(packet.slice(0, -1))
    this.#ask(FrameType.SERVER_SIDE_EMIT_WITH_ACK, {}, parts, options.requestsTimeout)
      .then((responses) => ack(null, responses), (error: Error & { responses?: unknown[] }) => ack(error, error.responses ?? []))
      .catch(options.onError)
  }

  /** Called when a connection breaks, never on SIGKILL: what the journal said last holds then. */
  override persistSession ({ sid }: { sid: SocketId }): void {
    this.#recovery?.journal.state(sid, { ended: true })
  }

  override async restoreSession (pid: string, token: string): Promise<RestoredSession> {
    // Socket.IO takes null for "start anew"; its type does not say so.
    return await this.#recovery?.restore(pid, token) as RestoredSession
  }

  #ask (type: FrameType, meta: object, parts: readonly Part[], timeout: number): Promise<unknown[]> {
    return this.#node.exchange.requests.ask((id) => this.#node.send(type, this.name, { ...meta, id }, parts), timeout)
  }

  /** Something that is done when it is read back. */
  #command (type: FrameType, meta: unknown, parts: readonly Part[] = []): void {
    this.#node.send(type, this.name, meta, parts).catch(this.#node.options.onError)
  }

  onFrame (frame: DecodedFrame, place: Place, time: number, session: Session | undefined): void {
    if (frame.type === FrameType.BROADCAST) return this.#onBroadcast(frame, place, time)
    this.#delivery.flush()
    if (this.#replicas.onFrame({ frame, place, time })) return
    switch (frame.type) {
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
        return
      case FrameType.TAKEOVER:
        this.#recovery?.onTakeover(frame, place, time, session)
    }
  }

  #onBroadcast (frame: DecodedFrame, place: Place, time: number): void {
    const meta = frame.meta as BroadcastMeta
    const left = frame.from === this.#node.id ? this.#pending.take(meta.seq)?.left : undefined
    const targets = left && meta.rooms.length ? { ...meta, rooms: [...meta.rooms, ...left] } : meta
    this.#delivery.add(targets, frame.parts, meta.token ? encodeToken(this.name, { place, time }) : undefined)
  }

  onFenced (frame: DecodedFrame, error: Error): void {
    if (frame.type === FrameType.BROADCAST) this.#pending.take((frame.meta as BroadcastMeta).seq)
    else this.#replicas.onFenced(frame, error)
  }

  onReadEnd (): void {
    this.#delivery.flush()
  }

  onTick (): void {
    this.#recovery?.journal.tick()
    this.#replicas.onTick()
  }

  deliverWithAck (frame: DecodedFrame, onAck: (packet: unknown) => void): number {
    this.#delivery.flush()
    let count = 0
    super.broadcastWithAck(this.#node.codec.decode(frame.parts), fromMeta(frame.meta as Targets), (clients) => { count = clients }, onAck)
    return count
  }

  async answer (frame: DecodedFrame): Promise<unknown[]> {
    this.#delivery.flush()
    const own = frame.from === this.#node.id
    if (frame.type === FrameType.FETCH_SOCKETS) {
      const sockets = await super.fetchSockets(fromMeta(frame.meta as Targets)) as SocketInternals[]
      return own ? sockets : sockets.map(describe)
    }
    if (own) return []
    const packet = this.#node.codec.decodeValue(frame.parts) as unknown[]
    return [await new Promise((resolve) => this.nsp._onServerSideEmit([...packet, resolve]))]
  }

  /** Clients that reconnect get what they need anew; those that stayed would not know what they missed. */
  cut (): void {
    for (const socket of this.nsp.sockets.values()) socket.conn.close(true)
  }

  onGap (): void {
    this.cut()
    this.#replicas.reload()
  }
}

function toMeta ({ rooms, except, flags }: BroadcastOptions): { rooms: Room[], except: Room[], flags: BroadcastFlags | undefined } {
  return { rooms: [...rooms], except: [...except ?? []], flags }
}

function fromMeta ({ rooms, except, flags = {} }: Targets): BroadcastOptions {
  return { rooms: new Set(rooms), except: new Set(except), flags }
}

/** A socket as other nodes see it. The session store of a handshake may hold anything, circles included. */
function describe ({ id, handshake, rooms, data }: SocketInternals): unknown {
  const { sessionStore, ...rest } = handshake
  return { id, handshake: rest, rooms: [...rooms], data }
}
