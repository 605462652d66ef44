import { type BoardOp } from '../../../protocol/board.ts'
import { type Role } from '../../../protocol/constants.ts'
import { simplify, type Line } from './simplify.ts'
import { governs, lengthOf, sizeOf, type BoardState, type Item, type Stroke } from './state.ts'

/** Coordinates of one stroke while it is drawn. */
const strokeRoom = 4_000

/** The board after an op. One that speaks of an item that was taken away meanwhile does nothing. */
export function draw (state: BoardState, op: BoardOp, by: { uid: string, role: Role }): BoardState {
  switch (op.op) {
    case 'begin': {
      const { op: _, points: __, pressures: ___, ...stroke } = op
      const { points, pressures } = lineOf(op)
      return add(state, { kind: 'stroke', by: by.uid, ...stroke, parts: [points], ...pressures && { pressures: [pressures] } })
    }
    case 'more': return change(state, op.id, by.uid, (stroke) => extend(stroke, lineOf(op)))
    case 'end': return change(state, op.id, by.uid, finish)
    case 'text': {
      const { op: _, ...text } = op
      return add(state, { kind: 'text', by: by.uid, ...text })
    }
    case 'undo': return undo(state, by.uid)
    case 'clear': return clear(state, by)
  }
}

/** Whole points, and their pressures if there is one for each. */
function lineOf ({ points, pressures }: { points: readonly number[], pressures?: readonly number[] }): Line {
  const whole = points.length % 2 ? points.slice(0, -1) : points
  return { points: whole, ...pressures?.length === whole.length / 2 && { pressures } }
}

function add (state: BoardState, item: Item): BoardState {
  return { ...state, items: [...state.items, item], size: state.size + sizeOf(item) }
}

/** A stroke of which some pressures are missing has none. */
function extend (stroke: Stroke, { points, pressures }: Line): Stroke {
  if (lengthOf(stroke.parts) + points.length > strokeRoom) return stroke
  const { pressures: before, ...rest } = stroke
  return { ...rest, parts: [...stroke.parts, points], ...before && pressures && { pressures: [...before, pressures] } }
}

function finish ({ parts, pressures, ...stroke }: Stroke): Stroke {
  const line = simplify({ points: parts.flat(), ...pressures && { pressures: pressures.flat() } })
  return { ...stroke, parts: [line.points], ...line.pressures && { pressures: [line.pressures] } }
}

function change (state: BoardState, id: string, uid: string, changed: (stroke: Stroke) => Stroke): BoardState {
  const index = state.items.findLastIndex((item) => item.id === id && item.by === uid)
  const item = state.items[index]
  if (item?.kind !== 'stroke') return state
  const next = changed(item)
  return { ...state, items: state.items.with(index, next), size: state.size - sizeOf(item) + sizeOf(next) }
}

function undo (state: BoardState, uid: string): BoardState {
  const index = state.items.findLastIndex(({ by }) => by === uid)
  const item = state.items[index]
  return item ? { ...state, items: state.items.toSpliced(index, 1), size: state.size - sizeOf(item) } : state
}

function clear (state: BoardState, by: { uid: string, role: Role }): BoardState {
  const items = governs(state, by) ? [] : state.items.filter((item) => item.by !== by.uid)
  return { ...state, items, size: items.reduce((sum, item) => sum + sizeOf(item), 0) }
}
