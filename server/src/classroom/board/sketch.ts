import { type BoardItem, type BoardView } from '../../../protocol/board.ts'
import { simplify } from './simplify.ts'
import { boardView, type BoardState } from './state.ts'

type Stroke = Extract<BoardItem, { kind: 'stroke' }>

/** About a pixel of a small picture, in units of the board. */
const pixel = 50
/** Numbers in the strokes of all boards that are sent at once, and of one of them at most. */
const room = { all: 120_000, one: 4_000 }

/**
 * A board as it is seen small: rougher, and where it is very full, without what was drawn first.
 * @param boards - how many are sent at once
 */
export function boardSketch (state: BoardState, boards: number, at: number): BoardView {
  const view = boardView(state, at)
  let left = Math.min(room.one, Math.floor(room.all / boards))
  const items: BoardItem[] = []
  for (const item of view.items.toReversed()) {
    const rough = item.kind === 'stroke' ? roughly(item) : item
    left -= sizeOf(rough)
    if (left < 0) break
    items.unshift(rough)
  }
  return { ...view, items, size: items.reduce((sum, item) => sum + sizeOf(item), 0) }
}

/** Nobody sees the pressure of a pen so small. */
function roughly ({ pressures: _, ...stroke }: Stroke): BoardItem {
  return { ...stroke, points: [...simplify(stroke, pixel).points] }
}

const sizeOf = (item: BoardItem) => item.kind === 'stroke' ? item.points.length : item.text.length
