import { mainBoard, personBoard, type BoardItem, type BoardView } from '../../../protocol/board.ts'
import { protocolVersion, rooms } from '../../../protocol/constants.ts'
import { type Retries } from '../retries.ts'

interface Text extends Extract<BoardItem, { kind: 'text' }> {}
export interface Stroke extends Omit<Extract<BoardItem, { kind: 'stroke' }>, 'points' | 'pressures'> {
  /** Points as they came: adding some must not copy those before. */
  parts: ReadonlyArray<readonly number[]>
  /** As many in each part as it has points. */
  pressures?: ReadonlyArray<readonly number[]>
}
export type Item = Text | Stroke

export interface BoardState {
  readonly id: string
  /** Accepted batches. */
  readonly rev: number
  /** Oldest first. */
  readonly items: readonly Item[]
  /** Numbers in all strokes, and characters of all texts. */
  readonly size: number
  /** Slots of those who have drawn. */
  readonly slots: Readonly<Record<string, number>>
  readonly retries: Retries
}

export const emptyBoard = (id: string): BoardState => ({ id, rev: 0, items: [], size: 0, slots: {}, retries: [] })

export const slotOf = ({ slots }: BoardState, uid: string) => slots[rooms.person(uid)] ?? Object.keys(slots).length
export const lengthOf = (parts: Stroke['parts'] = []) => parts.reduce((sum, part) => sum + part.length, 0)
export const sizeOf = (item: Item) => item.kind === 'stroke' ? lengthOf(item.parts) + lengthOf(item.pressures) : item.text.length

/** Whether somebody may take away what others have drawn. */
export const governs = ({ id }: BoardState, { uid, role }: { uid: string, role: string }) => role === 'TE' || id === personBoard(uid)
/** Whose board it is; whether the class lets them draw now is the class's to say. */
export const owns = (state: BoardState, by: { uid: string, role: string }) => state.id === mainBoard || governs(state, by)

/** All of a board, for those who begin to look at it. */
export function boardView ({ id: board, rev, items, size }: BoardState, at: number): BoardView {
  return { v: protocolVersion, at, rev, board, size, items: items.map(itemView) }
}

function itemView (item: Item): BoardItem {
  if (item.kind === 'text') return item
  const { parts, pressures, ...stroke } = item
  return { ...stroke, points: parts.flat(), ...pressures && { pressures: pressures.flat() } }
}
