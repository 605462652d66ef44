import { type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter'
import { type Ahead } from './ahead.ts'
import { type DecodedFrame, type Part } from './frame.ts'
import { type Place } from './place.ts'
import { isTarget } from './targets.ts'
import { type Token } from './token.ts'

/** What a node says of one of its sockets, so that any node can take it over. */
export interface SessionMeta {
  pid: string
  sid: SocketId
  rooms: Room[]
  /** Last token that was sent to it. */
  token: string
  /** Up to here its node had given it everything. */
  upTo: Token
  /** Its connection has ended; it may come back. */
  ended?: boolean
  /** It ended for good. */
  gone?: boolean
}

/** What is said in a TAKEOVER frame. */
export interface TakeoverMeta {
  pid: string
  /** Tells takeovers of one node apart. */
  attempt: number
  ahead?: Ahead | undefined
}

export interface Session {
  sid: SocketId
  /** Node that holds the socket, or held it last. */
  owner: string
  /**
   * Tokens that were the last one sent when it was stated, and up to where there was nothing more to send. The newest one may never have
   * arrived: a broken link is noticed late.
   */
  tokens: { token: string, upTo: Token }[]
  /** Its rooms in the course of time: which broadcasts were meant for it. The last one holds now. */
  rooms: { since: Place, rooms: ReadonlySet<Room> }[]
  data: readonly Part[]
  /** What it takes, roughly. */
  bytes: number
  /** Log time of the last statement. */
  time: number
  /** Log time when its connection ended; unknown when its node ended without a word. */
  endedAt: number | undefined
  /** Node that has taken it over, and has not said anything of it yet. */
  takenBy: string | undefined
  /** What it had received ahead of the log when it was taken over. */
  ahead: readonly Ahead[]
}

/**
 * The sessions of one partition, as they stand in the log: all nodes that read it know the same. A session lives once: the first takeover
 * after its last statement wins, and its former node has no more say.
 */
export class Sessions {
  readonly #sessions = new Map<string, Session>()
  readonly #duration: number
  readonly #maxBytes: number
  readonly #onOverflow: () => void
  #bytes = 0

  /**
   * @param duration - after how long without a statement a session is forgotten, in ms of log time
   * @param maxBytes - those that were stated longest ago go first
   * @param onOverflow - told of each session that went for want of room
   */
  constructor (duration: number, maxBytes: number, onOverflow: () => void) {
    this.#duration = duration
    this.#maxBytes = maxBytes
    this.#onOverflow = onOverflow
  }

  get size (): number {
    return this.#sessions.size
  }

  get bytes (): number {
    return this.#bytes
  }

  get (nsp: string, pid: string): Session | undefined {
    return this.#sessions.get(key(nsp, pid))
  }

  state (frame: DecodedFrame, place: Place, time: number): void {
    const meta = frame.meta as SessionMeta
    const id = key(frame.to, meta.pid)
    const known = this.#sessions.get(id)
    if (known && frame.from !== (known.takenBy ?? known.owner)) return
    this.#delete(id)
    if (meta.gone) return
    const rooms = this.#history(known, meta.rooms, place)
    // Each item of the history came in a frame of about this size.
    const bytes = frame.bytes.length * rooms.length
    // Put at the end: the map is in the order of the statements, so the oldest are first.
    this.#sessions.set(id, {
      sid: meta.sid,
      owner: frame.from,
      tokens: withToken(known?.tokens ?? [], meta),
      rooms,
      data: frame.parts,
      bytes,
      time,
      endedAt: meta.ended ? time : undefined,
      takenBy: undefined,
      ahead: known?.ahead ?? []
    })
    this.#bytes += bytes
    for (const oldest of this.#sessions.keys()) {
      if (this.#bytes <= this.#maxBytes) return
      this.#delete(oldest)
      this.#onOverflow()
    }
  }

  #history (known: Session | undefined, rooms: Room[], place: Place): Session['rooms'] {
    const last = known?.rooms.at(-1)
    if (!known || !last) return [{ since: place, rooms: new Set(rooms) }]
    if (last.rooms.size === rooms.length && rooms.every((room) => last.rooms.has(room))) return known.rooms
    return [...known.rooms.slice(-MAX_HISTORY), { since: place, rooms: new Set(rooms) }]
  }

  /** @returns the session, when this takeover is the one that counts */
  takeOver (nsp: string, { pid, ahead }: TakeoverMeta, node: string): Session | undefined {
    const session = this.get(nsp, pid)
    if (!session || session.takenBy !== undefined) return undefined
    session.takenBy = node
    if (ahead) session.ahead = [...session.ahead.slice(-MAX_HISTORY), ahead]
    return session
  }

  /** Sockets are sent away: what they were is over here already, before their nodes can say so. */
  disconnect (nsp: string, targets: BroadcastOptions): void {
    for (const [id, { rooms }] of this.#sessions) {
      if (id.startsWith(key(nsp, '')) && isTarget(targets, rooms.at(-1)!.rooms)) this.#delete(id)
    }
  }

  /** A node is lost: what it had taken over and said nothing of is free again. */
  release (node: string): void {
    for (const session of this.#sessions.values()) if (session.takenBy === node) session.takenBy = undefined
  }

  advance (time: number): void {
    for (const [id, session] of this.#sessions) {
      if (session.time >= time - this.#duration) return
      this.#delete(id)
    }
  }

  #delete (id: string): void {
    this.#bytes -= this.#sessions.get(id)?.bytes ?? 0
    this.#sessions.delete(id)
  }
}

const MAX_HISTORY = 32

function withToken (tokens: Session['tokens'], { token, upTo }: SessionMeta): Session['tokens'] {
  return [...tokens.filter((known) => known.token !== token).slice(-MAX_HISTORY), { token, upTo }]
}

function key (nsp: string, pid: string): string {
  return `${nsp}\n${pid}`
}

/** Rooms in which a session was at a place of the log. */
export function roomsAt (session: Session, place: Place): ReadonlySet<Room> {
  return (session.rooms.findLast(({ since }) => since <= place) ?? session.rooms[0]!).rooms
}
