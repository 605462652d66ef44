import { randomUUID } from 'node:crypto'
import { replicate, type Applied, type KafkaAdapter, type Replica } from 'socket.io-kafka-adapter'
import { type LobbyEntry } from '../../protocol/lobby.ts'
import { classMachine, lobbyEntry, roomsOf, type ClassState, type Command, type Result } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { Announcer } from './announcer.ts'
import { Boards } from './boards.ts'
import { isJoined, tell, viewerOf, type ClassNamespace, type ClassSocket } from './class-socket.ts'
import { DueTimer } from './due-timer.ts'
import { LogClock } from './log-clock.ts'
import { OutboxPump } from './outbox-pump.ts'
import { type Recorder } from './recorder.ts'
import { Seats, type ClusterView } from './seats.ts'
import { snapshotOf } from './snapshot.ts'

interface HostOptions {
  cluster: ClusterView
  recorder: Recorder
  /** How long somebody may be away before the others are told, in ms. */
  graceMs: number
}

const teamRoom = 'team:'

/** A class on this node: its replicated state, and what follows from it for the sockets that are here. */
export class HostedClass {
  readonly clock = new LogClock()
  readonly boards: Boards
  readonly #nsp: ClassNamespace
  readonly #options: HostOptions
  readonly #replica: Replica<ClassState, Command, Result>
  /** Sockets whose join is on its way through the log, by the id of the command. */
  readonly #joining = new Map<string, ClassSocket>()
  readonly #due = new DueTimer(this.clock, (command) => this.submit(command))
  #opening: Promise<void> | undefined
  #announcer: Announcer | undefined
  #seats: Seats | undefined
  #pump: OutboxPump | undefined
  #isClosed = false

  constructor (nsp: ClassNamespace, options: HostOptions) {
    this.#nsp = nsp
    this.#options = options
    this.#replica = replicate(nsp, classMachine)
    this.boards = new Boards(nsp, this.clock, () => this.state)
  }

  /**
   * Resolves when the state is there. Idempotent; after a failure it tries again.
   * @throws {KafkaAdapterError}
   */
  ready (): Promise<void> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined
      throw error
    })
    return this.#opening
  }

  async #open (): Promise<void> {
    await this.#replica.ready()
    if (this.#isClosed) return
    // What was applied before concerns nobody here: there are no sockets yet.
    this.#replica.on('applied', (applied) => this.#onApplied(applied))
    this.#announcer = new Announcer(this.#nsp, this.clock, this.state)
    this.#seats = new Seats(this.#nsp, this.#options.cluster, this.#options.graceMs, {
      state: () => this.#replica.state,
      join: (socket) => this.join(socket),
      submit: (command) => this.submit(command)
    })
    this.#pump = new OutboxPump(this.#nsp.name, this.#options.cluster, this.#options.recorder, {
      state: () => this.#replica.state,
      submit: (command) => this.submit(command)
    })
    this.#due.arm(this.state)
    this.#pump.look(this.state)
    this.#seats.checkSoon()
  }

  /** @throws {AppError} UNAVAILABLE when it is not there: the class is being opened or closed */
  get state (): ClassState {
    const { state } = this.#replica
    if (!state) throw new AppError('UNAVAILABLE', 'the class is not open')
    return state
  }

  /** How the lobby lists it; undefined: there is no class to come into. */
  get entry (): LobbyEntry | undefined {
    const { state } = this.#replica
    return state && lobbyEntry(state)
  }

  /**
   * @returns what came of the command
   * @throws {KafkaAdapterError} when that is not known
   */
  async submit (command: Command): Promise<Result> {
    const sentAt = Date.now()
    const { result, at } = await this.#replica.submit(command)
    this.clock.observe(at, sentAt)
    return result
  }

  /**
   * Resolves when what this node has emitted to the class is certain to be delivered.
   * @throws {KafkaAdapterError} when that is not known
   */
  flush (): Promise<void> {
    return (this.#nsp.adapter as KafkaAdapter).flush()
  }

  /**
   * Lets a socket take part, from the place in the log on where its join stands.
   * @throws {AppError | KafkaAdapterError}
   */
  async join (socket: ClassSocket): Promise<void> {
    // A window on the class is nobody, and takes no seat.
    if (socket.data.isScreen) return this.#welcome(socket)
    const { uid, role, userName: name, stuNo, spaceName: title } = socket.data.user
    const cmdId = randomUUID()
    this.#joining.set(cmdId, socket)
    try {
      const data = { node: this.#options.cluster.id, sid: socket.id, name, ...stuNo !== undefined && { stuNo }, ...title && { title } }
      const result = await this.submit({ type: 'join', by: { uid, role }, cmdId, data })
      if (!result.ok) throw AppError.of(result)
    } finally {
      this.#joining.delete(cmdId)
    }
  }

  /** Whether something waits to be recorded. */
  get hasWaiting (): boolean {
    return this.#pump?.isWaiting ?? false
  }

  /** A socket of this node has ended. */
  end ({ id, data: { user } }: ClassSocket): void {
    this.#seats?.end(user, id)
  }

  /** A node was lost. */
  onNodeLost (): void {
    this.#seats?.checkSoon()
  }

  close (): void {
    this.#isClosed = true
    this.#replica.removeAllListeners('applied')
    this.#due.close()
    this.#announcer?.close()
    this.#seats?.close()
    this.#pump?.close()
  }

  #onApplied ({ command, result, before, state, at, own }: Applied<ClassState, Command, Result>): void {
    this.clock.observe(at)
    const joining = own && result.ok ? this.#joining.get(command.cmdId) : undefined
    if (joining) this.#enter(joining)
    this.#announcer?.tell(before, state, at)
    if (joining?.connected) this.#welcome(joining)
    this.#follow(before, state)
    if (command.type === 'node:lost') this.#seats?.checkSoon()
    this.#due.arm(state)
    this.#pump?.look(state)
  }

  #enter (socket: ClassSocket): void {
    if (socket.connected) this.#place(socket)
    else this.end(socket)
  }

  #welcome (socket: ClassSocket): void {
    const snapshot = snapshotOf(this.state, socket, this.clock.now())
    this.#place(socket)
    tell(socket, 'joined', snapshot)
    this.boards.show(socket)
  }

  /** Sockets go where the class now has them. */
  #follow (before: ClassState, after: ClassState): void {
    if (before.run?.id !== after.run?.id || before.run?.endedAt !== after.run?.endedAt) this.boards.drop()
    if (before.people.table === after.people.table && before.boards === after.boards) return
    for (const socket of this.#nsp.sockets.values()) if (isJoined(socket)) this.#place(socket)
  }

  #place (socket: ClassSocket): void {
    const wanted = roomsOf(this.state, viewerOf(socket))
    for (const room of socket.rooms) if (room.startsWith(teamRoom) && !wanted.includes(room)) void socket.leave(room)
    const missing = wanted.filter((room) => !socket.rooms.has(room))
    if (missing.length) void socket.join(missing)
    this.boards.update(socket)
  }
}
