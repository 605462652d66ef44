import { RequestTimeoutError } from 'socket.io-kafka-adapter'
import { isDeepStrictEqual } from 'node:util'
import { protocolVersion } from '../../protocol/constants.ts'
import { type LobbyEntry, type LobbyUpdate } from '../../protocol/lobby.ts'
import { tell, type ClassServer, type ClassSocket } from './class-socket.ts'

/** How often those who watch are told what has changed. */
const everyMs = 2_000
/** Classes that one node lists; the newest ones. */
const room = 1_000

/**
 * The classes of all nodes. Every node answers for those that are open on it, so nothing has to be taken out of any list when a node ends.
 */
export class Lobby {
  readonly #io: ClassServer
  readonly #own: () => LobbyEntry[]
  readonly #watchers = new Set<ClassSocket>()
  /** What the watchers know. */
  #known = new Map<string, LobbyEntry>()
  #asking: Promise<LobbyEntry[]> | undefined
  #interval: NodeJS.Timeout | undefined

  /** @param own - the classes of this node */
  constructor (io: ClassServer, own: () => LobbyEntry[]) {
    this.#io = io
    this.#own = () => newestFirst(own()).slice(0, room)
    io.on('lobby:list', (answer) => answer(this.#own()))
  }

  /**
   * The classes of all nodes, the newest first; several who ask at the same time are one.
   * @throws {KafkaAdapterError} when the other nodes cannot be asked
   */
  list (): Promise<LobbyEntry[]> {
    this.#asking ??= this.#ask().finally(() => { this.#asking = undefined })
    return this.#asking
  }

  /** Tells a socket all classes, and then what changes. */
  async watch (socket: ClassSocket): Promise<void> {
    this.#update(await this.list())
    if (!socket.connected) return
    tell(socket, 'lobby:list', { v: protocolVersion, at: Date.now(), classes: newestFirst([...this.#known.values()]) })
    this.#watchers.add(socket)
    socket.on('disconnect', () => this.#leave(socket))
    // While the others cannot be asked, what was true last goes on.
    this.#interval ??= setInterval(() => this.list().then((classes) => this.#update(classes), () => {}), everyMs)
  }

  close (): void {
    clearInterval(this.#interval)
  }

  #leave (socket: ClassSocket): void {
    this.#watchers.delete(socket)
    if (this.#watchers.size) return
    clearInterval(this.#interval)
    this.#interval = undefined
  }

  async #ask (): Promise<LobbyEntry[]> {
    const others = await this.#io.serverSideEmitWithAck('lobby:list').catch((error: unknown) => {
      // A node that does not answer is lost, and its classes with it, or answers the next time.
      if (error instanceof RequestTimeoutError && error.missing.length) return error.responses as LobbyEntry[][]
      throw error
    })
    const classes = new Map([...others.flat(), ...this.#own()].map((entry) => [entry.classCode, entry]))
    return newestFirst([...classes.values()])
  }

  #update (classes: readonly LobbyEntry[]): void {
    const before = this.#known
    this.#known = new Map(classes.map((entry) => [entry.classCode, entry]))
    for (const entry of classes) {
      const was = before.get(entry.classCode)
      if (!was) this.#tell('new', entry)
      else if (!isDeepStrictEqual(was, entry)) this.#tell('changed', entry)
    }
    for (const [classCode, entry] of before) if (!this.#known.has(classCode)) this.#tell('removed', entry)
  }

  #tell (type: LobbyUpdate['type'], entry: LobbyEntry): void {
    for (const socket of this.#watchers) tell(socket, 'lobby:update', { v: protocolVersion, at: Date.now(), type, class: entry })
  }
}

const newestFirst = (classes: LobbyEntry[]) => classes.sort((a, b) => b.createdAt - a.createdAt)
