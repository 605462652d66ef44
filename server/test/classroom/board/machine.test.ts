import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { type Role } from '../../../protocol/constants.ts'
import { boardMachine, boardNotice, boardView, type BoardState, type Command } from '../../../src/classroom/index.ts'
import { codeOf } from '../lesson.ts'

function createBoard (id: string) {
  const { initial, apply } = boardMachine('run', id)
  let [state, sent]: [BoardState, number] = [initial('/3-2'), 0]
  return {
    get state () { return state },
    items: () => boardView(state, 1).items,
    send (uid: string, ops: unknown[], { role = 'ST' as Role, cmdId = `c${++sent}`, board = id } = {}) {
      const command: Command = { type: 'wb:op', by: { uid, role }, cmdId, data: { board, ops } }
      const before = state
      const applied = apply(state, command, 5)
      state = applied.state
      return { ...applied, notice: boardNotice(before, state, command, 5) }
    }
  }
}

const begin = (id: string, points = [0, 0]) => ({ op: 'begin', id, tool: 'pen', colour: 1, width: 10, points })
const more = (id: string, points: number[]) => ({ op: 'more', id, points })

t.test('a stroke while it is drawn, and when it is done', async (t) => {
  const board = createBoard('main')
  t.match(board.send('a', [begin('s')]), { result: { ok: true, rev: 1 } })
  const { notice } = board.send('a', [more('s', [10, 0, 20, 1]), more('s', [30, 0])])
  t.same(notice, { v: 1, at: 5, rev: 2, board: 'main', by: 'a', ops: [more('s', [10, 0, 20, 1]), more('s', [30, 0])] })
  t.match(board.items(), [{ kind: 'stroke', by: 'a', id: 's', points: [0, 0, 10, 0, 20, 1, 30, 0] }])
  board.send('a', [{ op: 'end', id: 's' }])
  t.match(board.items(), [{ points: [0, 0, 30, 0] }])
  t.equal(board.state.size, 4)
})

t.test('pressures stay with their points; a stroke of which some are missing has none', async (t) => {
  const board = createBoard('main')
  const { notice } = board.send('a', [{ ...begin('s'), pressures: [20] }, { ...more('s', [500, 0, 500, 500]), pressures: [60, 90] }])
  t.match(notice, { ops: [{ pressures: [20] }, { pressures: [60, 90] }] })
  t.match(board.items(), [{ points: [0, 0, 500, 0, 500, 500], pressures: [20, 60, 90] }])
  t.equal(board.state.size, 9)
  board.send('a', [{ op: 'end', id: 's' }])
  t.match(board.items(), [{ points: [0, 0, 500, 0, 500, 500], pressures: [20, 60, 90] }])
  for (const rest of [{}, { pressures: [1, 2] }]) {
    board.send('a', [{ ...begin('t'), pressures: [20] }, { ...more('t', [5, 5]), ...rest }])
    t.notOk('pressures' in board.items().at(-1)!)
  }
  for (const pressures of [[101], [-1], [0.5], ['x'], Array(1_001).fill(1)]) t.equal(codeOf(board.send('a', [{ ...begin('u'), pressures }]).result), 'BAD_REQUEST')
})

t.test('a retry is drawn once, and told to nobody', async (t) => {
  const board = createBoard('main')
  const first = board.send('a', [begin('s')], { cmdId: 'x' })
  const again = board.send('a', [begin('s')], { cmdId: 'x' })
  t.same(again.result, first.result)
  t.equal(again.state, first.state)
  t.equal(again.notice, undefined)
})

t.test('undo takes back what oneself drew last', async (t) => {
  const board = createBoard('main')
  board.send('a', [begin('1')])
  board.send('b', [begin('2')])
  board.send('a', [{ op: 'undo' }, { op: 'undo' }])
  t.match(board.items(), [{ by: 'b' }])
  board.send('b', [{ op: 'text', id: 't', colour: 1, x: 5, y: 5, size: 40, text: '빛' }, { op: 'undo' }])
  t.match(board.items(), [{ id: '2' }])
})

t.test('what was taken away is not drawn on', async (t) => {
  const board = createBoard('main')
  board.send('a', [begin('s')])
  board.send('t', [{ op: 'clear' }], { role: 'TE' })
  t.equal(codeOf(board.send('a', [more('s', [5, 5]), { op: 'end', id: 's' }]).result), 'ok')
  t.same(board.items(), [])
})

t.test('clearing: all of it for teachers and owners, their own for others', async (t) => {
  const shared = createBoard('main')
  shared.send('a', [begin('1')])
  shared.send('b', [begin('2')])
  shared.send('a', [{ op: 'clear' }])
  t.match(shared.items(), [{ by: 'b' }])
  const own = createBoard('u:a')
  own.send('t', [begin('1')], { role: 'TE' })
  own.send('a', [{ op: 'clear' }])
  t.same(own.items(), [])
})

t.test('a person\'s board is theirs and the teachers\'', async (t) => {
  const board = createBoard('u:a')
  t.equal(codeOf(board.send('b', [begin('s')]).result), 'FORBIDDEN')
  t.equal(codeOf(board.send('a', [begin('s')]).result), 'ok')
  t.equal(codeOf(board.send('t', [begin('s')], { role: 'TE' }).result), 'ok')
})

t.test('what cannot be drawn', async (t) => {
  const board = createBoard('main')
  for (const ops of [[], [{ op: 'scribble' }], [begin('s', [0])], [begin('s', [-1, 0])], [begin('s', [0.5, 0])], [begin('s', [0, 10_001])], [{ ...begin('s'), by: 'b' }], 'x']) {
    const { result, state } = board.send('a', ops as unknown[])
    t.equal(codeOf(result), 'BAD_REQUEST')
    t.equal(state.rev, 0)
  }
  t.equal(codeOf(board.send('a', [begin('s')], { board: 'u:a' }).result), 'BAD_REQUEST')
})

t.test('a board has an end', async (t) => {
  const board = createBoard('main')
  const stroke = Array.from({ length: 2_000 }, (_, index) => index)
  let [code, strokes] = ['ok', 0]
  for (; code === 'ok' && strokes < 1_000; strokes++) code = codeOf(board.send('a', [begin(`s${strokes}`, stroke)]).result)
  t.equal(code, 'TOO_LARGE')
  t.equal(strokes, 51)
  t.ok(JSON.stringify(board.state).length < 750_000)
})

t.test('one stroke has an end too', async (t) => {
  const board = createBoard('main')
  board.send('a', [begin('s')])
  const part = Array.from({ length: 1_000 }, () => 1)
  for (let times = 0; times < 6; times++) board.send('a', [more('s', part)])
  t.equal(board.state.size, 3_002)
})

t.test('any batches: no throw, survives JSON, the size is that of what is drawn', async () => {
  const id = fc.constantFrom('1', '2', '3')
  const points = fc.array(fc.nat(10_000), { minLength: 2, maxLength: 12 })
  const op = fc.oneof(
    fc.tuple(id, points).map(([id, points]) => begin(id, points)),
    fc.tuple(id, points).map(([id, points]) => more(id, points)),
    fc.tuple(id, points, fc.constantFrom(begin, more)).map(([id, points, op]) => ({ ...op(id, points), pressures: points.slice(0, points.length / 2).map((point) => point % 101) })),
    id.map((id) => ({ op: 'end', id })),
    fc.tuple(id, fc.string({ minLength: 1, maxLength: 9 })).map(([id, text]) => ({ op: 'text', id, colour: 1, x: 5, y: 5, size: 40, text })),
    fc.constant({ op: 'undo' }),
    fc.constant({ op: 'clear' }),
    fc.anything()
  )
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__'), fc.array(op, { minLength: 1, maxLength: 4 })), { maxLength: 30 }), (batches) => {
    const board = createBoard('main')
    for (const [uid, ops] of batches) {
      const { result } = board.send(uid, ops)
      if (!result.ok && result.message === 'the command cannot be applied') return false
    }
    const size = board.items().reduce((sum, item) => sum + (item.kind === 'stroke' ? item.points.length + (item.pressures?.length ?? 0) : item.text.length), 0)
    return board.state.size === size && isDeepStrictEqual(JSON.parse(JSON.stringify(board.state)), board.state)
  }), { numRuns: 300 })
})
