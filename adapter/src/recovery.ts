import { type Room, type Session as RestoredSession, type SocketId } from 'socket.io-adapter'
import { AheadSockets, isAhead } from './ahead.ts'
import { type DecodedFrame, FrameType, type Part } from './frame.ts'
import { Journal } from './journal.ts'
import { type ClusterNode } from './node.ts'
import { PendingBroadcasts } from './pending-broadcasts.ts'
import { type Place } from './place.ts'
import { type Session, type SessionMeta, type TakeoverMeta, roomsAt } from './sessions.ts'
import { cutSocket, type NamespaceInternals, PacketType, type SocketInternals } from './socket-io.ts'
import { isTarget } from './targets.ts'
import { decodeToken, encodeToken, type Token } from './token.ts'
import { type WindowEntry } from './window.ts'

/** A session that was restored here, and whose socket is not visible yet: broadcasts pass it by. */
interface Handover {
  pid: string
  session: Session
  /** What it missed before it was taken over, and what stands after that. */
  missed: readonly WindowEntry[]
  upTo: Token
  /** The token, as the client sent it. */
  token: string
}

/** A client that comes back, whose session this node wants to take over. */
interface Attempt {
  pid: string
  token: Token
  /** The token, as the client sent it. */
  text: string
  /** Another node has the session, and will say what became of it. */
  waits: boolean
  settle: (session: RestoredSession | null) => void
}

/** Event that brings a client its first token, so that it can recover before anything was emitted to it. */
export const TOKEN_EVENT = 'recovery:token'

/**
 * Connection state recovery of one namespace on one node: a client continues on any node, with its rooms, its data and every broadcast
 * that it missed, in order, once; or it is told that it does not.
 */
export class Recovery {
  readonly journal: Journal
  readonly ahead = new AheadSockets()
  readonly #nsp: NamespaceInternals
  readonly #node: ClusterNode
  readonly #maxDisconnection: number
  readonly #attempts = new Map<number, Attempt>()
  readonly #handovers = new Map<SocketId, Handover>()
  readonly #wake: () => void
  #lastAttempt = 0

  /** @param wake - called when there may be something to do every second */
  constructor (nsp: NamespaceInternals, node: ClusterNode, maxDisconnection: number, wake: () => void) {
    this.#nsp = nsp
    this.#node = node
    this.#maxDisconnection = maxDisconnection
    this.#wake = wake
    this.journal = new Journal(nsp, node)
  }

  /** Token of what was read last: everything before it was delivered. */
  currentToken (seq?: number): string {
    return this.tokenAt(this.#node.lastRead(this.#nsp.name), seq)
  }

  /** @param seq - number of the last broadcast of this node that was delivered, when they are delivered before they are read */
  tokenAt ({ place, time }: Token, seq = PendingBroadcasts.lastSeq): string {
    const { id: node, options } = this.#node
    return encodeToken(this.#nsp.name, { place, time, ahead: options.ordering === 'local-first' ? { node, seq } : undefined })
  }

  /** @returns `null` when the session is not to be had, or something that the client missed is not */
  async restore (pid: string, text: string): Promise<RestoredSession | null> {
    const token = decodeToken(this.#nsp.name, text)
    if (!token) return null
    await this.#node.open(this.#nsp.name)
    return new Promise((resolve) => {
      const id = ++this.#lastAttempt
      const settle = (session: RestoredSession | null) => {
        clearTimeout(timer)
        this.#attempts.delete(id)
        resolve(session)
      }
      const timer = setTimeout(settle, this.#node.options.requestsTimeout, null)
      const attempt: Attempt = { pid, token, text, waits: false, settle }
      this.#attempts.set(id, attempt)
      this.#wake()
      this.#takeOver(id, attempt)
    })
  }

  #takeOver (id: number, { pid, token, settle }: Attempt): void {
    this.#node.send(FrameType.TAKEOVER, this.#nsp.name, { pid, attempt: id, ahead: token.ahead } satisfies TakeoverMeta).catch((error: Error) => {
      this.#node.options.onError(error)
      settle(null)
    })
  }

  /** @param session - what the frame has taken over; `undefined` when another one was first */
  onTakeover (frame: DecodedFrame, place: Place, time: number, session: Session | undefined): void {
    const { pid, attempt } = frame.meta as TakeoverMeta
    if (session) this.#cutFormer(session.sid, pid)
    if (frame.from !== this.#node.id) return
    const pending = this.#attempts.get(attempt)
    // Its client was given up on in the meantime, and may try again.
    if (!pending) return session && this.#giveBack(pid, session)
    pending.waits = !session && this.#node.partition(this.#nsp.name)?.sessions.get(this.#nsp.name, pid) !== undefined
    if (!pending.waits) pending.settle(session ? this.#take(session, pending, place, time) : null)
  }

  /** A node says what a session is: whoever waits for it tries again. */
  onSession (frame: DecodedFrame): void {
    if (this.#attempts.size === 0) return
    const { pid } = frame.meta as SessionMeta
    this.#tryAgain((attempt) => attempt.pid === pid)
  }

  /** Once a second; returns whether anybody is here, or on his way. A node may have been lost before it said what became of a session. */
  onTick (): boolean {
    this.journal.tick()
    const sessions = this.#node.partition(this.#nsp.name)?.sessions
    this.#tryAgain(({ pid }) => sessions?.get(this.#nsp.name, pid)?.takenBy === undefined)
    return this.journal.size > 0 || this.#attempts.size > 0
  }

  #tryAgain (isMeant: (attempt: Attempt) => boolean): void {
    for (const [id, attempt] of this.#attempts) {
      if (!attempt.waits || !isMeant(attempt)) continue
      attempt.waits = false
      this.#takeOver(id, attempt)
    }
  }

  /** A socket of this session that is still here belongs to a link that its client has left. */
  #cutFormer (sid: SocketId, pid: string): void {
    const former = this.#nsp.sockets.get(sid)
    if (former?.pid !== pid) return
    this.journal.forget(sid)
    cutSocket(former)
  }

  #take (session: Session, { pid, token, text }: Attempt, place: Place, time: number): RestoredSession | null {
    const window = this.#node.partition(this.#nsp.name)?.window
    const isOver = session.endedAt === undefined
      ? time - session.time > this.#maxDisconnection + this.#node.options.window / 2
      : time - session.endedAt > this.#maxDisconnection
    // A token that is too old to tell what came after it is still good when it was the last one that was sent.
    const stated = session.tokens.findLast((known) => known.token === text)
    const entries = window?.since(token, this.#nsp.name, place) ?? (stated && window?.since(stated.upTo, this.#nsp.name, place))
    if (isOver || !entries) return null

    const missed = entries.filter((entry) => isMeant(entry, roomsAt(session, entry.place)) && !isAhead(session.ahead, entry.frame))
    this.#handovers.set(session.sid, { pid, session, missed, upTo: { place, time }, token: text })
    return {
      pid,
      sid: session.sid,
      rooms: [...session.rooms.at(-1)!.rooms],
      data: this.#node.codec.decodeValue(session.data),
      // Sent when it is visible: a client that breaks off in a middleware would keep what came, and get it again.
      missedPackets: []
    }
  }

  /**
   * The socket is visible from now on: broadcasts reach it.
   * @param send - writes a packet to it
   */
  onVisible (socket: SocketInternals, send: (parts: readonly Part[], token: string) => void): void {
    this.#wake()
    const handover = this.#handovers.get(socket.id)
    if (!handover) return this.#onFresh(socket, send)
    this.#handovers.delete(socket.id)
    const rest = this.#node.partition(this.#nsp.name)?.window.since(handover.upTo, this.#nsp.name, Infinity)
    if (!rest) {
      this.#giveBack(handover.pid, handover.session, { gone: true })
      setImmediate(cutSocket, socket)
      return
    }
    let { token, missed, session: { ahead } } = handover
    for (const entry of [...missed, ...rest.filter((entry) => isMeant(entry, socket.rooms) && !isAhead(ahead, entry.frame))]) {
      token = encodeToken(this.#nsp.name, { place: entry.place, time: entry.time })
      send(entry.frame.parts, token)
    }
    this.ahead.add(socket.id, ahead)
    void this.journal.open(socket, token)
  }

  #onFresh (socket: SocketInternals, send: (parts: readonly Part[], token: string) => void): void {
    // With a token it may recover: not before its session is there.
    void this.journal.open(socket, this.currentToken()).then((isStated) => {
      if (!isStated || !this.#nsp.sockets.has(socket.id)) return
      const token = this.currentToken()
      this.journal.sent(socket.id, token)
      send(this.#node.codec.encode({ type: PacketType.EVENT, nsp: this.#nsp.name, data: [TOKEN_EVENT] }), token)
    })
  }

  /** The socket has left all rooms: it has ended, or was never visible. */
  onGone (id: SocketId): void {
    this.ahead.delete(id)
    const handover = this.#handovers.get(id)
    if (handover) this.#giveBack(handover.pid, handover.session)
    else void this.journal.state(id, { gone: true })
  }

  /** Its client has got nothing here: what was said last of it still holds. */
  #giveBack (pid: string, { sid, rooms, tokens, data }: Session, change: Pick<SessionMeta, 'ended' | 'gone'> = { ended: true }): void {
    this.#handovers.delete(sid)
    void this.journal.write({ pid, sid, rooms: [...rooms.at(-1)!.rooms], ...tokens.at(-1)!, ...change }, data)
  }
}

/** Whether clients in these rooms are given this again. */
export function isMeant ({ frame }: WindowEntry, rooms: ReadonlySet<Room>): boolean {
  if (frame.type !== FrameType.BROADCAST) return false
  const meta = frame.meta as { rooms: Room[], except: Room[] }
  return isTarget({ rooms: new Set(meta.rooms), except: new Set(meta.except) }, rooms)
}
