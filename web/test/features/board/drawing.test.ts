import type { BoardOp } from '../../../../server/protocol/board.ts'
import t from 'tap'
import { draw, drawAll, drawn, type Drawings, opened, queued } from '../../../src/features/board/drawing.ts'
import { pressureOf } from '../../../src/features/board/tools.ts'

const begin = (id: string, ...points: number[]): BoardOp => ({ op: 'begin', id, tool: 'pen', colour: 0, width: 80, points })
const more = (id: string, ...points: number[]): BoardOp => ({ op: 'more', id, points })
const pupil = { uid: 's1', governs: false }
const teacher = { uid: 't1', governs: true }
const head = { v: 1, at: 0 } as const

t.test('a stroke grows, and only its drawer makes it grow', async t => {
  const items = drawAll([], [begin('a', 1, 2), more('a', 3, 4), { op: 'end', id: 'a' }], pupil)
  t.match(items, [{ kind: 'stroke', by: 's1', points: [1, 2, 3, 4] }])
  t.equal(draw(items, more('a', 9, 9), teacher), items)
  t.equal(draw(items, more('gone', 9, 9), pupil), items)
})

t.test('undo takes back the own last item, clear what one may take away', async t => {
  const items = [...drawAll([], [begin('a', 1, 1), begin('b', 1, 1)], pupil), ...drawAll([], [{ op: 'text', id: 'c', colour: 0, x: 0, y: 0, size: 400, text: '빛' }], teacher)]
  t.strictSame(draw(items, { op: 'undo' }, pupil).map(({ id }) => id), ['a', 'c'])
  t.strictSame(draw(items, { op: 'clear' }, pupil).map(({ id }) => id), ['c'])
  t.strictSame(draw(items, { op: 'clear' }, teacher), [])
  t.equal(draw([], { op: 'undo' }, pupil).length, 0)
})

t.test('boards follow the order of the class; what does not follow is left until the whole board comes', async t => {
  const drawings: Drawings = opened({}, { ...head, rev: 4, board: 'main', items: [], size: 0 })
  const next = drawn(drawings, { ...head, rev: 5, board: 'main', by: 's1', ops: [begin('a', 1, 1)] }, false)
  t.match(next.main, { rev: 5, items: [{ id: 'a' }] })
  t.equal(drawn(next, { ...head, rev: 7, board: 'main', by: 's1', ops: [begin('b', 1, 1)] }, false), next)
  t.equal(drawn(next, { ...head, rev: 1, board: 'u:s9', by: 's9', ops: [] }, false), next)
  t.match(opened(next, { ...head, rev: 9, board: 'main', items: [], size: 0 }).main, { rev: 9, items: [] })
})

t.test('points that wait travel together', async t => {
  const ops = [begin('a', 1, 1), more('a', 2, 2), more('a', 3, 3), { op: 'end', id: 'a' } as const, begin('b', 5, 5), more('b', 6, 6)].reduce<readonly BoardOp[]>((waiting, op) => queued(waiting, op), [])
  t.match(ops, [{ op: 'begin', points: [1, 1, 2, 2, 3, 3] }, { op: 'end' }, { op: 'begin', points: [5, 5, 6, 6] }])
  t.equal(queued([begin('a', 1, 1, 2, 2)], more('a', 3, 3), 4).length, 2)
})

t.test('pressures travel with their points; where some are missing there are none', async t => {
  const felt = (op: BoardOp, pressures: number[]): BoardOp => ({ ...op, pressures } as BoardOp)
  const ops = [felt(begin('a', 1, 1), [20]), felt(more('a', 2, 2), [40])]
  t.match(drawAll([], ops, pupil), [{ points: [1, 1, 2, 2], pressures: [20, 40] }])
  t.match(ops.reduce<readonly BoardOp[]>((waiting, op) => queued(waiting, op), []), [{ op: 'begin', pressures: [20, 40] }])
  t.notOk('pressures' in drawAll([], [...ops, more('a', 3, 3)], pupil)[0]!)
})

t.test('only a pen that tells its pressure has one', async t => {
  t.equal(pressureOf({ pointerType: 'pen', pressure: 0.314 }), 31)
  t.equal(pressureOf({ pointerType: 'pen', pressure: 0.5 }), undefined, 'what devices say that do not know')
  t.equal(pressureOf({ pointerType: 'pen', pressure: 0 }), undefined)
  t.equal(pressureOf({ pointerType: 'mouse', pressure: 0.7 }), undefined)
})
