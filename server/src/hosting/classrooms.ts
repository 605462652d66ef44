import { randomUUID } from 'node:crypto'
import { Namespace } from 'socket.io'
import { type KafkaAdapter } from 'socket.io-kafka-adapter'
import { classCodePattern } from '../../protocol/constants.ts'
import { type LobbyEntry } from '../../protocol/lobby.ts'
import { type Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { type ClassNamespace, type ClassServer, type ClassSocket } from './class-socket.ts'
import { HostedClass } from './hosted-class.ts'
import { type Recorder } from './recorder.ts'

/** A namespace that is open on this node. */
interface Classroom {
  nsp: ClassNamespace
  /** There from the first person on who may come in: whoever else connects costs the log nothing. */
  hosted: HostedClass | undefined
  /** Closes the class when nobody is there. */
  hold: NodeJS.Timeout
}

/** Names of namespaces that are classes. */
export const classNamespace = new RegExp(`^/${classCodePattern.slice(1)}`)

/** The classes that are open on this node, each one a namespace. */
export class Classrooms {
  readonly #io: ClassServer
  readonly #node: KafkaAdapter
  readonly #config: Config
  readonly #recorder: Recorder
  readonly #open = new Map<string, Classroom>()

  constructor (io: ClassServer, node: KafkaAdapter, config: Config, recorder: Recorder) {
    this.#io = io
    this.#node = node
    this.#config = config
    this.#recorder = recorder
    io.on('new_namespace', (nsp) => {
      if (classNamespace.test(nsp.name)) this.#open.set(nsp.name, this.#create(nsp))
    })
    node.on('node-lost', () => {
      for (const { hosted } of this.#open.values()) hosted?.onNodeLost()
    })
  }

  get size (): number {
    return this.#open.size
  }

  /** How many rooms all classes have. */
  get rooms (): number {
    let count = 0
    for (const { nsp } of this.#open.values()) count += nsp.adapter.rooms.size
    return count
  }

  /** The classes of this node, as the lobby lists them. */
  entries (): LobbyEntry[] {
    return [...this.#open.values()].flatMap(({ hosted }) => hosted?.entry ?? [])
  }

  /** Opens a class, so that it is there when its sockets come. Resolves when what is said in it, anywhere, reaches this node. */
  async open (classCode: string): Promise<HostedClass> {
    return await this.host(this.#io.of(`/${classCode}`))
  }

  /** Resolves when this node knows all that is true of the class. */
  async host (nsp: ClassNamespace): Promise<HostedClass> {
    const classroom = this.#of(nsp)
    classroom.hold.refresh()
    classroom.hosted ??= new HostedClass(nsp, {
      cluster: { id: this.#node.stats().id, members: () => this.#node.stats().members },
      recorder: this.#recorder,
      graceMs: this.#config.LEAVE_GRACE_MS
    })
    await classroom.hosted.ready()
    return classroom.hosted
  }

  of (nsp: ClassNamespace): HostedClass {
    const { hosted } = this.#of(nsp)
    if (!hosted) throw new AppError('UNAVAILABLE', 'the class is not open')
    return hosted
  }

  /**
   * Uses up a launch, in all of the cluster.
   * @param until - when the launch expires and may be forgotten, in ms since the epoch
   * @returns false when it was used before
   */
  async useLaunch (classCode: string, jti: string, until: number): Promise<boolean> {
    const hosted = await this.open(classCode)
    const result = await hosted.submit({ type: 'launch:use', by: { role: 'SYS' }, cmdId: randomUUID(), data: { jti, until: Math.ceil(until) } })
    if (!result.ok && result.code !== 'FORBIDDEN') throw AppError.of(result)
    return result.ok
  }

  * sockets (): Generator<ClassSocket> {
    for (const { nsp } of this.#open.values()) yield * nsp.sockets.values()
  }

  close (): void {
    for (const { hold, hosted } of this.#open.values()) {
      clearTimeout(hold)
      hosted?.close()
    }
  }

  #of (nsp: ClassNamespace): Classroom {
    const classroom = this.#open.get(nsp.name)
    if (!classroom) throw new AppError('UNAVAILABLE', 'the class is not open')
    return classroom
  }

  /**
   * Socket.IO closes a namespace as soon as its last socket has gone. It is held for a while instead: whoever reloads the page finds the class
   * as it was, and a socket that is being authenticated does not find its namespace closed.
   */
  #create (nsp: ClassNamespace): Classroom {
    const closeIfEmpty = nsp._remove
    const hold = setTimeout(() => {
      if (nsp.sockets.size) return
      // Also by a node that does not write: the one that does may be lost.
      if (classroom.hosted?.hasWaiting) {
        hold.refresh()
        return
      }
      classroom.hosted?.close()
      this.#open.delete(nsp.name)
      closeIfEmpty.call(nsp, { id: '' } as ClassSocket)
    }, Math.max(this.#config.CLASS_HOLD_MS, this.#config.LEAVE_GRACE_MS + 1_000))
    nsp._remove = (socket) => {
      Namespace.prototype._remove.call(nsp, socket)
      hold.refresh()
    }
    const classroom: Classroom = { nsp, hosted: undefined, hold }
    return classroom
  }
}
