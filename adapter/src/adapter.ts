import { randomBytes } from 'node:crypto'
import { Adapter, type BroadcastOptions, type Room, type Session as RestoredSession, type SocketId } from 'socket.io-adapter'
import { Broadcasts } from './broadcasts.ts'
import { OptionError } from './errors.ts'
import { checkFrameSize, type DecodedFrame, FrameType, type Part } from './frame.ts'
import { type History, historyOf } from './history.ts'
import { type NamespaceHandler } from './namespaces.ts'
import { type ClusterNode } from './node.ts'
import { type Place } from './place.ts'
import { type Machine } from './machine.ts'
import { Recovery } from './recovery.ts'
import { type Replica } from './replica.ts'
import { Replicas } from './replicas.ts'
import { type Session } from './sessions.ts'
import { holdConnections, type NamespaceInternals, type Packet, type SocketInternals } from './socket-io.ts'
import { SocketQueries, type SocketFilter } from './socket-queries.ts'
import { type NodeStats } from './stats.ts'
import { type DisconnectMeta, fromTargets, type RoomsMeta, type Targets, toTargets } from './targets.ts'

/**
 * One namespace on one node. What is meant for the whole namespace is written to the log and done when it is read back, here as on every
 * other node: so all sockets of a namespace see one order.
 *
 * That of the main namespace emits `node-lost` with the id of a node that has ended, or has to be taken to have ended.
 */
export class KafkaAdapter extends Adapter implements NamespaceHandler {
  declare readonly nsp: NamespaceInternals
  readonly #node: ClusterNode
  readonly #broadcasts: Broadcasts
  readonly #recovery: Recovery | undefined
  readonly #replicas: Replicas
  readonly #queries: SocketQueries
  readonly #visible = new WeakSet<SocketInternals>()

  constructor (nsp: NamespaceInternals, node: ClusterNode) {
    super(nsp)
    this.#node = node
    const { connectionStateRecovery } = nsp.server.opts
    if (connectionStateRecovery) this.#recovery = new Recovery(nsp, node, connectionStateRecovery.maxDisconnectionDuration ?? 120_000, () => this.#wake())
    this.#broadcasts = new Broadcasts(this, nsp, node, this.#recovery)
    this.#replicas = new Replicas(nsp.name, node)
    this.#queries = new SocketQueries(this, nsp.name, node)
    holdConnections(nsp, () => this.#ready())
    node.namespaces.add(this)
    if (nsp.name === '/') node.membership.on('lost', (id) => this.emit('node-lost', id))
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

  #wake (): void {
    this.#node.namespaces.wake(this)
  }

  /** Idempotent, never rejects. The main namespace takes the node with it, and lives as long as the server. */
  override async close (): Promise<void> {
    const finished = this.#replicas.close()
    this.#node.finishBeforeClose(finished)
    await (this.name === '/' ? this.#node.close() : finished)
    this.#node.namespaces.remove(this)
  }

  /** See {@link replicate}. */
  replicate<State, Command, Result> (machine: Machine<State, Command, Result>): Replica<State, Command, Result> {
    this.#wake()
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
    if (this.#visible.has(socket)) {
      void this.#recovery?.journal.state(id)
      return
    }
    this.#visible.add(socket)
    // The namespace may have been closed for being empty while this socket was in a middleware.
    this.#node.namespaces.add(this)
    this.#broadcasts.onVisible(socket)
  }

  override del (id: SocketId, room: Room): void {
    const rooms = this.sids.get(id)
    if (!rooms?.has(room)) return
    this.#broadcasts.onLeave(id, rooms)
    void super.del(id, room)
    void this.#recovery?.journal.state(id)
  }

  override delAll (id: SocketId): void {
    this.#recovery?.onGone(id)
    super.delAll(id)
  }

  /** @throws {FrameTooLargeError | TypeError} when the data is too large, or cannot be encoded; nothing is sent then */
  override broadcast (packet: Packet, options: BroadcastOptions): void {
    this.#broadcasts.emit(packet, options)
  }

  /**
   * Resolves when what was emitted here, in this namespace, is in the log: the cluster will deliver it, whatever happens to this node.
   * @throws {KafkaAdapterError} when that is not known of the last emit
   */
  flush (): Promise<void> {
    return this.#broadcasts.flush()
  }

  /** @throws {TooManyRequestsError | FrameTooLargeError | TypeError} nothing is sent then */
  override broadcastWithAck (packet: Packet, options: BroadcastOptions, onCount: (clients: number) => void, onAck: (...args: unknown[]) => void): void {
    if (options.flags?.local) {
      super.broadcastWithAck(packet, options, onCount, onAck)
      for (let i = 1; i < this.#members().length; i++) onCount(0)
      return
    }
    this.#node.exchange.admit()
    packet.nsp = this.name
    const parts = this.#node.codec.encode(packet)
    const id = randomBytes(8).toString('hex')
    this.#command(FrameType.BROADCAST_WITH_ACK, { ...toTargets(options), id }, parts)
    this.#node.exchange.acks.add(id, this.#members(), options.flags?.timeout ?? this.#node.options.requestsTimeout, onCount, onAck)
  }

  override addSockets (options: BroadcastOptions, to: Room[]): void {
    if (options.flags?.local) return super.addSockets(options, to)
    this.#command(FrameType.SOCKETS_JOIN, { ...toTargets(options), to } satisfies RoomsMeta)
  }

  override delSockets (options: BroadcastOptions, to: Room[]): void {
    if (options.flags?.local) return super.delSockets(options, to)
    this.#command(FrameType.SOCKETS_LEAVE, { ...toTargets(options), to } satisfies RoomsMeta)
  }

  override disconnectSockets (options: BroadcastOptions, close: boolean): void {
    if (options.flags?.local) return super.disconnectSockets(options, close)
    this.#command(FrameType.DISCONNECT_SOCKETS, { ...toTargets(options), close } satisfies DisconnectMeta)
  }

  /** @throws {RequestTimeoutError | TooManyRequestsError | LogUnavailableError | LogFullError} */
  override fetchSockets (options: BroadcastOptions): Promise<unknown[]> {
    return options.flags?.local ? super.fetchSockets(options) : this.#queries.fetchSockets(options)
  }

  /**
   * How many sockets of the namespace there are on all nodes: numbers cross the log, where `fetchSockets()` sends all that is known of each socket.
   * @throws {RequestTimeoutError | TooManyRequestsError | LogUnavailableError | LogFullError}
   */
  countSockets (filter: SocketFilter = {}): Promise<number> {
    return this.#queries.countSockets(filter)
  }

  /**
   * All rooms of the namespace on all nodes, those of single sockets (their ids) included.
   * @throws {RequestTimeoutError | TooManyRequestsError | LogUnavailableError | LogFullError}
   */
  allRooms (): Promise<Set<Room>> {
    return this.#queries.allRooms()
  }

  /**
   * The broadcasts of the last window that a socket in this room was meant to get, oldest first: those to the room, and those to everybody. Without a
   * room, those to everybody. Volatile and acknowledged ones are not kept, and neither are local ones.
   * @throws {OptionError} when the server has no `connectionStateRecovery`: nothing is kept then
   * @throws {LogUnavailableError}
   */
  async history (room?: Room): Promise<History> {
    if (!this.#recovery) throw new OptionError('history() needs the option "connectionStateRecovery" of the server')
    return historyOf(await this.#node.open(this.name), this.name, room, this.#node)
  }

  override serverSideEmit (packet: unknown[]): void {
    const { codec, options } = this.#node
    const ack = packet.at(-1)
    if (typeof ack !== 'function') return this.#command(FrameType.SERVER_SIDE_EMIT, null, codec.encodeValue(packet))
    const parts = codec.encodeValue(packet.slice(0, -1))
    checkFrameSize(this.#node.log.maxFrameBytes, this.name, {}, parts)
    this.#node.exchange.ask(FrameType.SERVER_SIDE_EMIT_WITH_ACK, this.name, {}, parts, options.requestsTimeout)
      .then((responses) => ack(null, responses), (error: Error & { responses?: unknown[] }) => ack(error, error.responses ?? []))
      .catch(options.onError)
  }

  /** Called when a connection breaks, never on SIGKILL: what the journal said last holds then. */
  override persistSession ({ sid }: { sid: SocketId }): void {
    void this.#recovery?.journal.state(sid, { ended: true })
  }

  override async restoreSession (pid: string, token: string): Promise<RestoredSession> {
    // Socket.IO takes null for "start anew"; its type does not say so.
    return await this.#recovery?.restore(pid, token) as RestoredSession
  }

  /** Something that is done when it is read back. */
  #command (type: FrameType, meta: unknown, parts: readonly Part[] = []): void {
    checkFrameSize(this.#node.log.maxFrameBytes, this.name, meta, parts)
    this.#node.send(type, this.name, meta, parts).catch(this.#node.options.onError)
  }

  onFrame (frame: DecodedFrame, place: Place, time: number, session: Session | undefined): void {
    if (frame.type === FrameType.BROADCAST) return this.#broadcasts.onFrame(frame, place, time)
    this.#broadcasts.delivery.flush()
    if (this.#replicas.onFrame({ frame, place, time })) return
    switch (frame.type) {
      case FrameType.SOCKETS_JOIN: {
        const meta = frame.meta as RoomsMeta
        return super.addSockets(fromTargets(meta), meta.to)
      }
      case FrameType.SOCKETS_LEAVE: {
        const meta = frame.meta as RoomsMeta
        return super.delSockets(fromTargets(meta), meta.to)
      }
      case FrameType.DISCONNECT_SOCKETS: {
        const meta = frame.meta as DisconnectMeta
        return super.disconnectSockets(fromTargets(meta), meta.close)
      }
      case FrameType.SERVER_SIDE_EMIT:
        if (frame.from !== this.#node.id) this.nsp._onServerSideEmit(this.#node.codec.decodeValue(frame.parts) as unknown[])
        return
      case FrameType.TAKEOVER:
        return this.#recovery?.onTakeover(frame, place, time, session)
      case FrameType.SESSION:
        this.#recovery?.onSession(frame)
    }
  }

  onFenced (frame: DecodedFrame, error: Error): void {
    if (frame.type === FrameType.BROADCAST) this.#broadcasts.onFenced(frame)
    else this.#replicas.onFenced(frame, error)
  }

  onReadEnd (): void {
    this.#broadcasts.delivery.flush()
  }

  onTick (): boolean {
    const recovers = this.#recovery?.onTick() ?? false
    return this.#replicas.onTick() || recovers
  }

  deliverWithAck (frame: DecodedFrame, onAck: (packet: unknown) => void): number {
    this.#broadcasts.delivery.flush()
    let count = 0
    const options = fromTargets(frame.meta as Targets)
    const packet = this.#node.codec.decode(frame.parts)
    super.broadcastWithAck(packet, options, (clients) => { count = clients }, onAck)
    setTimeout(() => this.#forgetAcks(packet.id!), options.flags?.timeout ?? this.#node.options.requestsTimeout).unref()
    return count
  }

  /** Nobody waits for them any more. */
  #forgetAcks (id: number): void {
    for (const { acks } of this.nsp.sockets.values()) acks.delete(id)
  }

  async answer (frame: DecodedFrame): Promise<unknown[]> {
    this.#broadcasts.delivery.flush()
    if (frame.type === FrameType.FETCH_SOCKETS) return this.#queries.answer(frame)
    if (frame.from === this.#node.id) return []
    const packet = this.#node.codec.decodeValue(frame.parts) as unknown[]
    return [await new Promise((resolve) => this.nsp._onServerSideEmit([...packet, resolve]))]
  }

  /** Clients that reconnect get what they need anew; those that stayed would not know what they missed. */
  cut (): void {
    for (const socket of this.nsp.sockets.values()) socket.conn.close(true)
  }

  onGap (): void {
    this.#recovery?.journal.clear()
    this.cut()
    this.#replicas.reload()
  }
}
