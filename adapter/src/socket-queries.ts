import { type Adapter, type BroadcastOptions, type Room } from 'socket.io-adapter'
import { RequestTimeoutError } from './errors.ts'
import { type DecodedFrame, FrameType } from './frame.ts'
import { type ClusterNode } from './node.ts'
import { forEachTarget, type SocketInternals } from './socket-io.ts'
import { fromTargets, type Targets, toTargets } from './targets.ts'

/** Which sockets are meant: those in any of the rooms (all, when none is named), but in none of the excepted ones. */
export interface SocketFilter {
  rooms?: Room | readonly Room[]
  except?: Room | readonly Room[]
  /**
   * How long to wait for the other nodes, in ms.
   * @default the option `requestsTimeout`
   */
  timeout?: number
}

type Query = 'sockets' | 'count' | 'rooms'
interface QueryMeta extends Targets { query: Query }

/** With the option `allowPartial`, what `fetchSockets()` resolves with: the sockets of all nodes that answered in time. */
export type PartialSockets<Sockets extends unknown[]> = Sockets & {
  /** Ids of the nodes that did not answer. */
  readonly missing: readonly string[]
}

class FetchedSockets extends Array<unknown> {
  missing: readonly string[] = []

  /** Socket.IO maps what the adapter returns: the mark goes along. */
  override map<T> (...args: Parameters<typeof Array.prototype.map<T>>): T[] {
    return Object.assign(super.map(...args), { missing: this.missing })
  }
}

/** What the nodes ask each other about the sockets of one namespace. */
export class SocketQueries {
  readonly #adapter: Adapter
  readonly #nsp: string
  readonly #node: ClusterNode

  constructor (adapter: Adapter, nsp: string, node: ClusterNode) {
    this.#adapter = adapter
    this.#nsp = nsp
    this.#node = node
  }

  async fetchSockets (options: BroadcastOptions): Promise<unknown[]> {
    const sockets = this.#ask('sockets', options)
    return this.#node.options.allowPartial ? partial(sockets) : sockets
  }

  async countSockets ({ rooms = [], except = [], timeout }: SocketFilter): Promise<number> {
    const options = { rooms: new Set([rooms].flat()), except: new Set([except].flat()), flags: { timeout } }
    const counts = await this.#ask('count', options) as number[]
    return counts.reduce((sum, count) => sum + count, 0)
  }

  async allRooms (): Promise<Set<Room>> {
    return new Set(await this.#ask('rooms', { rooms: new Set() }) as Room[])
  }

  answer (frame: DecodedFrame): unknown[] {
    const { query, ...targets } = frame.meta as QueryMeta
    if (query === 'rooms') return [...this.#adapter.rooms.keys()]
    const sockets: SocketInternals[] = []
    forEachTarget(this.#adapter, fromTargets(targets), (socket) => sockets.push(socket))
    if (query === 'count') return [sockets.length]
    return frame.from === this.#node.id ? sockets : sockets.map(describe)
  }

  #ask (query: Query, options: BroadcastOptions): Promise<unknown[]> {
    const meta = { ...toTargets(options), query } satisfies QueryMeta
    const timeout = options.flags?.timeout ?? this.#node.options.requestsTimeout
    return this.#node.exchange.ask(FrameType.FETCH_SOCKETS, this.#nsp, meta, [], timeout)
  }
}

async function partial (sockets: Promise<unknown[]>): Promise<PartialSockets<unknown[]>> {
  try {
    return FetchedSockets.from(await sockets) as FetchedSockets
  } catch (error) {
    // Without names nobody was asked at all.
    if (!(error instanceof RequestTimeoutError) || error.missing.length === 0) throw error
    return Object.assign(FetchedSockets.from(error.responses), { missing: error.missing })
  }
}

/** A socket as other nodes see it. The session store of a handshake may hold anything, circles included. */
function describe ({ id, handshake, rooms, data }: SocketInternals): unknown {
  const { sessionStore, ...rest } = handshake
  return { id, handshake: rest, rooms: [...rooms], data }
}
