import { BoardChoice, BoardSetMode, mainBoard, personBoard, type BoardMode, type BoardModes } from '../../protocol/board.ts'
import { define, done, reject, teachers } from './command.ts'
import { isPupil, peopleWho, personOf, slotOf } from './people/state.ts'
import { type Viewer } from './rooms.ts'
import { type ClassState } from './state.ts'
import { read, write, type Table } from './table.ts'

/** Who may do what on which board; what is drawn on them is in machines of their own. */
export interface Boards {
  rev: number
  mode: BoardMode
  lock: boolean
  /** Shown to everybody. */
  spotlight: string | null
  /** Which board each teacher watches. */
  watching: Table<string>
}

export const noBoards: Boards = { rev: 0, mode: 'off', lock: false, spotlight: null, watching: [] }

export const boardModeCommands = {
  'wb:mode': define({
    from: teachers,
    data: BoardSetMode,
    run: ({ state, data: { mode, lock = state.boards.lock } }) =>
      done({ ...state, boards: { ...state.boards, mode, lock, rev: state.boards.rev + 1 } })
  }),
  'wb:spotlight': define({
    from: teachers,
    data: BoardChoice,
    run: ({ state, data: { board } }) => exists(state, board)
      ? done({ ...state, boards: { ...state.boards, spotlight: board, rev: state.boards.rev + 1 } })
      : reject('BAD_REQUEST', 'there is no such board')
  }),
  'wb:watch': define({
    from: teachers,
    data: BoardChoice,
    run: ({ state, slot, data: { board } }) => exists(state, board)
      ? done({ ...state, boards: { ...state.boards, watching: write(state.boards.watching, slot, board) } })
      : reject('BAD_REQUEST', 'there is no such board')
  })
}

function exists ({ people }: ClassState, board: string | null): boolean {
  return board === null || board === mainBoard || personOf(people, ownerOf(board) ?? '') !== null
}

const ownerOf = (board: string) => board.startsWith(personBoard('')) ? board.slice(personBoard('').length) : undefined

export function boardModes ({ boards: { mode, lock, spotlight } }: ClassState): BoardModes {
  return { mode, lock, spotlight }
}

export const watchedBy = ({ boards }: ClassState, slot: number) => read(boards.watching, slot)

/** The boards that somebody has before them: whoever draws on one of these is followed. */
export function boardsSeenBy (state: ClassState, viewer: Viewer): string[] {
  const { uid, role } = viewer
  const { mode, spotlight } = state.boards
  const usual = mode !== 'each' ? mainBoard : role === 'ST' ? personBoard(uid) : null
  const watched = role === 'TE' ? watchedBy(state, slotOf(state.people, uid)) : null
  const boards = [usual, spotlight, watched].filter((board) => board !== null && boardAccess(state, viewer, board) !== 'none')
  return [...new Set(boards as string[])]
}

/** Boards that a teacher sees small, beside each other, where everybody has their own. */
export function boardsInGrid ({ boards, people }: ClassState, { role }: Viewer): string[] {
  return role === 'TE' && boards.mode === 'each' ? peopleWho(people, isPupil).map(([, { uid }]) => personBoard(uid)) : []
}

/** What somebody may do with a board: draw on it, look at it, or neither. */
export function boardAccess (state: ClassState, { uid, role }: Viewer, board: string): 'draw' | 'look' | 'none' {
  const { mode, lock, spotlight } = state.boards
  if (mode === 'off' || !exists(state, board)) return 'none'
  if (role === 'TE') return 'draw'
  const isOwn = role === 'ST' && (mode === 'each' ? board === personBoard(uid) : mode === 'shared' && board === mainBoard)
  const rests = lock || state.modes.paused || personOf(state.people, uid)?.muted === true
  if (isOwn) return rests ? 'look' : 'draw'
  return board === spotlight || (board === mainBoard && mode !== 'each') ? 'look' : 'none'
}
