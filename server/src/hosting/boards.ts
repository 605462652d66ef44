import { replicate, type Applied, type Replica } from 'socket.io-kafka-adapter'
import { boardMachine, boardNotice, boardsInGrid, boardSketch, boardsSeenBy, boardView, rooms, type BoardState, type ClassState, type Command, type Result } from '../classroom/index.ts'
import { tell, viewerOf, type ClassNamespace, type ClassSocket } from './class-socket.ts'
import { type LogClock } from './log-clock.ts'

type Board = Replica<BoardState, Command, Result>

const boardRoom = rooms.board('')
/** Of those who see all boards small. */
const gridRoom = rooms.board('grid')

/** The boards of a class on this node. Each one is open from the first time on that somebody here looks at it, or draws. */
export class Boards {
  readonly #nsp: ClassNamespace
  readonly #clock: LogClock
  readonly #state: () => ClassState
  readonly #open = new Map<string, Board>()
  /** Sockets that wait to see a board. */
  readonly #waiting = new Map<string, Set<ClassSocket>>()
  /** Sockets that wait to see all boards small. */
  readonly #sketching = new Set<ClassSocket>()

  constructor (nsp: ClassNamespace, clock: LogClock, state: () => ClassState) {
    this.#nsp = nsp
    this.#clock = clock
    this.#state = state
  }

  /** @throws {KafkaAdapterError} when it is not known what came of the command */
  async submit (board: string, command: Command): Promise<Result> {
    return (await this.#of(board).submit(command)).result
  }

  /** Shows a socket the boards that it is to see: the whole of them first, then all that is drawn. */
  show (socket: ClassSocket): void {
    for (const board of boardsSeenBy(this.#state(), viewerOf(socket))) this.#show(board, socket)
    void this.#sketch(socket)
  }

  /** The class may have changed what a socket is to see. */
  update (socket: ClassSocket): void {
    const [state, viewer] = [this.#state(), viewerOf(socket)]
    const boards = boardsSeenBy(state, viewer)
    const seen = new Set([...boards.map(rooms.board), ...boardsInGrid(state, viewer).length ? [gridRoom] : []])
    for (const room of socket.rooms) if (room.startsWith(boardRoom) && !seen.has(room)) void socket.leave(room)
    for (const board of boards) if (!socket.rooms.has(rooms.board(board))) this.#show(board, socket)
    if (seen.has(gridRoom) && !socket.rooms.has(gridRoom)) {
      void socket.join(gridRoom)
      void this.#sketch(socket)
    }
  }

  /** The lesson has ended, and its boards with it, on all nodes. What is not dropped goes with the retention of the log. */
  drop (): void {
    for (const board of this.#open.values()) board.drop().catch(() => {})
    this.#open.clear()
  }

  #of (id: string): Board {
    const known = this.#open.get(id)
    if (known) return known
    const board = replicate(this.#nsp, boardMachine(this.#state().run?.id ?? '', id))
    board.on('applied', (applied) => this.#onApplied(applied))
    this.#open.set(id, board)
    return board
  }

  #show (id: string, socket: ClassSocket): void {
    const waiting = this.#waiting.get(id)
    if (waiting) {
      waiting.add(socket)
      return
    }
    this.#waiting.set(id, new Set([socket]))
    const board = this.#of(id)
    // What goes wrong is reported by the adapter; the client asks again.
    board.ready().catch(() => {}).finally(() => {
      const sockets = this.#waiting.get(id) ?? []
      this.#waiting.delete(id)
      if (board.state) this.#reveal(board.state, [...sockets])
    })
  }

  /** From the same place of the log on: what comes later is told, what came before is in the view. */
  #reveal (board: BoardState, sockets: readonly ClassSocket[]): void {
    const room = rooms.board(board.id)
    const looking = sockets.filter((socket) => socket.connected && boardsSeenBy(this.#state(), viewerOf(socket)).includes(board.id))
    if (!looking.length) return
    for (const socket of looking) void socket.join(room)
    this.#nsp.local.to(looking.map(({ id }) => id)).emit('wb:board', boardView(board, this.#clock.now()))
  }

  /** How all boards are now, small; pictures of what is drawn later come from those who draw. */
  async #sketch (socket: ClassSocket): Promise<void> {
    const ids = boardsInGrid(this.#state(), viewerOf(socket))
    if (!ids.length || this.#sketching.has(socket)) return
    this.#sketching.add(socket)
    const boards = ids.map((id) => this.#of(id))
    await Promise.allSettled(boards.map((board) => board.ready()))
    this.#sketching.delete(socket)
    if (!socket.connected) return
    const drawn = boards.flatMap(({ state }) => state?.items.length ? [state] : [])
    for (const state of drawn) tell(socket, 'wb:sketch', boardSketch(state, drawn.length, this.#clock.now()))
  }

  #onApplied ({ command, before, state, at }: Applied<BoardState, Command, Result>): void {
    const room = rooms.board(state.id)
    const notice = boardNotice(before, state, command, at)
    if (notice && this.#nsp.adapter.rooms.has(room)) this.#nsp.local.to(room).emit('wb:op', notice)
  }
}
