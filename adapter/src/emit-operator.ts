import { type BroadcastFlags, type Room } from 'socket.io-adapter'
import { FrameType, type Part } from './frame.ts'
import { type PacketCodec } from './packet-codec.ts'
import { PacketType } from './socket-io.ts'
import { type BroadcastMeta, type DisconnectMeta, type RoomsMeta, type Targets } from './targets.ts'

/** Events by name, as functions of their arguments. */
export type EventsMap<Events> = { [Event in keyof Events]: (...args: never[]) => void }

interface Target {
  nsp: string
  codec: PacketCodec
  /** @throws {FrameTooLargeError | NodeClosedError} */
  write (type: FrameType, nsp: string, meta: object, parts: readonly Part[], recoverable: boolean): void
}

/** Events of Socket.IO itself. */
const RESERVED: ReadonlySet<string> = new Set([
  'connect', 'connect_error', 'connection', 'disconnect', 'disconnecting', 'new_namespace', 'newListener', 'removeListener'
])
const EVERYBODY: Targets = { rooms: [], except: [], flags: {} }

/** Sockets of a namespace, on all nodes, and what can be done to them. Every call that narrows them returns another one. */
export class EmitOperator<Events extends EventsMap<Events>> {
  readonly #target: Target
  readonly #targets: Targets

  constructor (target: Target, targets = EVERYBODY) {
    this.#target = target
    this.#targets = targets
  }

  /** Only sockets in this room, or in one of these rooms; several calls add up. */
  to (room: Room | readonly Room[]): EmitOperator<Events> {
    return this.#with({ rooms: [...this.#targets.rooms, ...[room].flat()] })
  }

  /** The same as {@link to}. */
  in (room: Room | readonly Room[]): EmitOperator<Events> {
    return this.to(room)
  }

  /** Without the sockets in this room, or in any of these rooms. */
  except (room: Room | readonly Room[]): EmitOperator<Events> {
    return this.#with({ except: [...this.#targets.except, ...[room].flat()] })
  }

  /** The event may be lost when a client is not ready for it, and is not kept for those that come back. */
  get volatile (): EmitOperator<Events> {
    return this.#flagged({ volatile: true })
  }

  /** Whether the event is compressed on its way to the clients. */
  compress (compress: boolean): EmitOperator<Events> {
    return this.#flagged({ compress })
  }

  /**
   * Emits an event. It is on its way when the call returns; {@link Emitter.flush} tells when it has arrived in the log.
   * @returns true
   * @throws {FrameTooLargeError | NodeClosedError | TypeError}
   */
  emit<Event extends keyof Events & string> (event: Event, ...args: Parameters<Events[Event]>): true {
    check(event, args)
    const { codec, nsp } = this.#target
    const parts = codec.encode({ type: PacketType.EVENT, nsp, data: [event, ...args] })
    const meta = { ...this.#targets, seq: 0, token: true } satisfies BroadcastMeta
    return this.#write(FrameType.BROADCAST, meta, parts, !this.#targets.flags?.volatile)
  }

  /** The sockets join the rooms. */
  socketsJoin (rooms: Room | readonly Room[]): void {
    this.#write(FrameType.SOCKETS_JOIN, { ...this.#targets, to: [rooms].flat() } satisfies RoomsMeta)
  }

  /** The sockets leave the rooms. */
  socketsLeave (rooms: Room | readonly Room[]): void {
    this.#write(FrameType.SOCKETS_LEAVE, { ...this.#targets, to: [rooms].flat() } satisfies RoomsMeta)
  }

  /** @param close - whether the connection ends as well, with all its namespaces */
  disconnectSockets (close = false): void {
    this.#write(FrameType.DISCONNECT_SOCKETS, { ...this.#targets, close } satisfies DisconnectMeta)
  }

  /** Emits an event to the servers; they do not answer. Rooms do not matter. */
  serverSideEmit (event: string, ...args: unknown[]): true {
    check(event, args)
    return this.#write(FrameType.SERVER_SIDE_EMIT, {}, this.#target.codec.encodeValue([event, ...args]))
  }

  #write (type: FrameType, meta: object, parts: readonly Part[] = [], recoverable = false): true {
    this.#target.write(type, this.#target.nsp, meta, parts, recoverable)
    return true
  }

  #with (targets: Partial<Targets>): EmitOperator<Events> {
    return new EmitOperator(this.#target, { ...this.#targets, ...targets })
  }

  #flagged (flags: BroadcastFlags): EmitOperator<Events> {
    return this.#with({ flags: { ...this.#targets.flags, ...flags } })
  }
}

function check (event: string, args: unknown[]): void {
  if (RESERVED.has(event)) throw new TypeError(`"${event}" is a reserved event name`)
  if (typeof args.at(-1) === 'function') throw new TypeError('an emitter cannot take acknowledgements: there is no socket that they could come to')
}
