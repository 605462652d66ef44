import { type User } from '../../protocol/user.ts'
import { nodesOf, seatsOf, type ClassState, type Command } from '../classroom/index.ts'
import { isJoined, type ClassNamespace, type ClassSocket } from './class-socket.ts'

/** What the class needs to know of the cluster. */
export interface ClusterView {
  /** Id of this node. */
  id: string
  /** Ids of the nodes that are alive. */
  members (): readonly string[]
}

interface Door {
  /** Absent while the class is being closed. */
  state (): ClassState | undefined
  join (socket: ClassSocket): Promise<void>
  submit (command: Command): Promise<unknown>
}

const checkMs = 5_000
/** Every node that hosts the class learns at the same moment that another one was lost. */
const jitterMs = 100

/**
 * Sees to it that the class knows the sockets of this node, and none of nodes that are gone. Nothing is lost for good when a command did not
 * reach the log: it is made up for with the next check.
 */
export class Seats {
  readonly #nsp: ClassNamespace
  readonly #cluster: ClusterView
  readonly #graceMs: number
  readonly #door: Door
  readonly #interval: NodeJS.Timeout
  #soon: NodeJS.Timeout | undefined

  constructor (nsp: ClassNamespace, cluster: ClusterView, graceMs: number, door: Door) {
    this.#nsp = nsp
    this.#cluster = cluster
    this.#graceMs = graceMs
    this.#door = door
    this.#interval = setInterval(() => this.#check(), checkMs)
  }

  /** A node was lost, or said to be. */
  checkSoon (): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => this.#check(), Math.random() * jitterMs)
  }

  /** A socket of this node has ended. */
  end ({ uid }: Pick<User, 'uid'>, sid: string): void {
    const node = this.#cluster.id
    const state = this.#door.state()
    if (state && seatsOf(state).some((seat) => seat.sid === sid && seat.node === node)) this.#tell('socket:end', { uid, node, sid })
  }

  close (): void {
    clearInterval(this.#interval)
    clearTimeout(this.#soon)
  }

  #check (): void {
    const state = this.#door.state()
    if (!state) return
    const seats = seatsOf(state)
    const own = seats.filter(({ node }) => node === this.#cluster.id)
    for (const { uid, sid } of own) if (!this.#nsp.sockets.has(sid)) this.end({ uid }, sid)
    const known = new Set(own.map(({ sid }) => sid))
    for (const socket of this.#nsp.sockets.values()) {
      if (isJoined(socket) && !socket.data.isScreen && !known.has(socket.id)) this.#door.join(socket).catch(() => {})
    }
    const alive = new Set([this.#cluster.id, ...this.#cluster.members()])
    for (const node of nodesOf(state)) if (!alive.has(node)) this.#tell('node:lost', { node })
  }

  #tell (type: 'socket:end' | 'node:lost', data: object): void {
    const command: Command = { type, by: { role: 'SYS' }, cmdId: type, data: { ...data, graceMs: this.#graceMs } }
    this.#door.submit(command).catch(() => {})
  }
}
