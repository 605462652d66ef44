import type { BoardItem, BoardOp, BoardOpsNotice, BoardView } from '@protocol/board.ts'

export type Stroke = Extract<BoardItem, { kind: 'stroke' }>
export type Words = Extract<BoardItem, { kind: 'text' }>

type Line = Pick<Stroke, 'points' | 'pressures'>

/** What is on a board, oldest first, and which change was the last. */
export interface Drawing { rev: number, items: readonly BoardItem[] }

/** Boards that this person may see, by id. */
export type Drawings = Readonly<Record<string, Drawing | undefined>>

/** Who draws, and whether they may take away what others have drawn. */
export interface Drawer { uid: string, governs: boolean }

/** The items after an op. One that speaks of an item that was taken away meanwhile does nothing. */
export function draw (items: readonly BoardItem[], op: BoardOp, { uid, governs }: Drawer): readonly BoardItem[] {
  switch (op.op) {
    case 'begin': {
      const { op: _, ...stroke } = op
      return [...items, { kind: 'stroke', by: uid, ...stroke }]
    }
    case 'more': {
      const index = items.findLastIndex(({ id, by }) => id === op.id && by === uid)
      const item = items[index]
      return item?.kind === 'stroke' ? items.with(index, extended(item, op)) : items
    }
    case 'end': return items
    case 'text': {
      const { op: _, ...words } = op
      return [...items, { kind: 'text', by: uid, ...words }]
    }
    case 'undo': {
      const index = items.findLastIndex(({ by }) => by === uid)
      return index < 0 ? items : items.toSpliced(index, 1)
    }
    case 'clear': return governs ? [] : items.filter(({ by }) => by !== uid)
  }
}

export const drawAll = (items: readonly BoardItem[], ops: readonly BoardOp[], by: Drawer): readonly BoardItem[] =>
  ops.reduce((before, op) => draw(before, op, by), items)

/** All of a board, for who begins to look at it. */
export function opened (drawings: Drawings, { board, rev, items }: BoardView): Drawings {
  return { ...drawings, [board]: { rev, items } }
}

/**
 * What somebody has drawn.
 * @param governs whether that person may take away what others have drawn there
 * @returns the same drawings when something before it was missed
 */
export function drawn (drawings: Drawings, { board, rev, by, ops }: BoardOpsNotice, governs: boolean): Drawings {
  const known = drawings[board]
  if (!known || rev !== known.rev + 1) return drawings
  return { ...drawings, [board]: { rev, items: drawAll(known.items, ops, { uid: by, governs }) } }
}

/** Adds an op to those that wait; more of the same stroke is one op. */
export function queued (ops: readonly BoardOp[], op: BoardOp, maxPoints = 2_000): readonly BoardOp[] {
  const last = ops.at(-1)
  if (op.op !== 'more' || !last || (last.op !== 'more' && last.op !== 'begin') || last.id !== op.id) return [...ops, op]
  return last.points.length + op.points.length > maxPoints ? [...ops, op] : [...ops.slice(0, -1), extended(last, op)]
}

/** A stroke of which some pressures are missing has none. */
function extended<L extends Line> (line: L, { points, pressures }: Line): L {
  const { pressures: before, ...rest } = line
  return { ...rest, points: [...line.points, ...points], ...before && pressures && { pressures: [...before, ...pressures] } } as L
}
