import { fastifyPlugin } from 'fastify-plugin'
import { Namespace } from 'socket.io'
import { classCodePattern } from '../../protocol/constants.ts'
import { type Modes } from '../../protocol/snapshot.ts'
import { type Tickets } from '../auth/tickets.ts'
import { type Config } from '../config.ts'
import { createAuthenticate } from '../sockets/authenticate.ts'
import { createConnection } from '../sockets/connection.ts'
import { Presence } from '../sockets/presence.ts'
import { type ClassNamespace, type ClassServer, type ClassSocket } from '../sockets/types.ts'

declare module 'fastify' {
  interface FastifyInstance { classrooms: Classrooms }
}

/** A class that is open on this node. */
export interface Classroom {
  nsp: ClassNamespace
  presence: Presence
  modes: Modes
  /** Closes the class when nobody is there. */
  hold: NodeJS.Timeout
}

const classNamespace = new RegExp(`^/${classCodePattern.slice(1)}`)

/** The classes that are open on this node, each one a namespace. */
export class Classrooms {
  readonly #io: ClassServer
  readonly #config: Config
  readonly #open = new Map<string, Classroom>()

  constructor (io: ClassServer, config: Config) {
    this.#io = io
    this.#config = config
    io.on('new_namespace', (nsp) => {
      if (classNamespace.test(nsp.name)) this.#open.set(nsp.name, this.#create(nsp))
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

  /** Opens a class, so that it is there when its sockets come. Resolves when what is said in it, anywhere, reaches this node. */
  async open (classCode: string): Promise<void> {
    const { nsp, hold } = this.of(this.#io.of(`/${classCode}`))
    hold.refresh()
    await nsp.adapter.init()
  }

  of (nsp: ClassNamespace): Classroom {
    const classroom = this.#open.get(nsp.name)
    if (!classroom) throw new Error('the class is not open')
    return classroom
  }

  * sockets (): Generator<ClassSocket> {
    for (const { nsp } of this.#open.values()) yield * nsp.sockets.values()
  }

  close (): void {
    for (const { hold, presence } of this.#open.values()) {
      clearTimeout(hold)
      presence.close()
    }
  }

  /**
   * Socket.IO closes a namespace as soon as its last socket has gone. It is held for a while instead: whoever reloads the page finds the class
   * as it was, and a socket that is being authenticated does not find its namespace closed.
   */
  #create (nsp: ClassNamespace): Classroom {
    const closeIfEmpty = nsp._remove
    const presence = new Presence(nsp, this.#config.LEAVE_GRACE_MS)
    const hold = setTimeout(() => {
      if (nsp.sockets.size) return
      presence.close()
      this.#open.delete(nsp.name)
      closeIfEmpty.call(nsp, { id: '' } as ClassSocket)
    }, Math.max(this.#config.CLASS_HOLD_MS, this.#config.LEAVE_GRACE_MS + 1_000))
    nsp._remove = (socket) => {
      Namespace.prototype._remove.call(nsp, socket)
      hold.refresh()
    }
    return { nsp, presence, modes: { share: true }, hold }
  }
}

/** Opens and closes classes, and lets people in who have a ticket. */
export const classrooms = fastifyPlugin<{ config: Config, tickets: Tickets }>(async (app, { config, tickets }) => {
  const created = new Classrooms(app.io, config)
  app.decorate('classrooms', created)
  app.io.of(classNamespace)
    .use((socket, next) => {
      created.of(socket.nsp).hold.refresh()
      next()
    })
    .use(createAuthenticate(tickets))
    .on('connection', createConnection({ config, classrooms: created, metrics: app.metrics }, app.log))
  app.addHook('preClose', async () => created.close())
}, { name: 'classrooms', dependencies: ['socket-io', 'metrics'] })
