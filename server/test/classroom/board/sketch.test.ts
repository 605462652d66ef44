import t from 'tap'
import { boardMachine, boardSketch, type BoardState, type Command } from '../../../src/classroom/index.ts'

const { initial, apply } = boardMachine('run', 'u:a')
const begin = (id: string, points: number[]) => ({ op: 'begin', id, tool: 'pen', colour: 1, width: 10, points })
const text = { op: 'text', id: 'words', colour: 1, x: 5, y: 5, size: 40, text: '빛' }
const boardOf = (ops: object[]): BoardState => ops.reduce<BoardState>((state, op, index) => {
  const command: Command = { type: 'wb:op', by: { uid: 'a', role: 'ST' }, cmdId: `c${index}`, data: { board: 'u:a', ops: [op] } }
  return apply(state, command, 1).state
}, initial('/3-2'))

t.test('what cannot be seen small is left out', async (t) => {
  const board = boardOf([begin('line', [0, 0, 1_000, 40, 2_000, 0]), begin('corner', [0, 0, 1_000, 0, 1_000, 1_000]), text])
  t.match(boardSketch(board, 30, 7), {
    at: 7, rev: 3, board: 'u:a', size: 11, items: [{ id: 'line', points: [0, 0, 2_000, 0] }, { id: 'corner', points: [0, 0, 1_000, 0, 1_000, 1_000] }, { id: 'words', text: '빛' }]
  })
})

t.test('many full boards together stay small: what was drawn last is there', async (t) => {
  const zigzag = Array.from({ length: 1_000 }, (_, index) => index % 2 ? index % 4 * 3_000 : index * 10)
  const board = boardOf(Array.from({ length: 60 }, (_, index) => begin(`s${index}`, zigzag)))
  t.equal(boardSketch(board, 1, 1).items.at(-1)?.id, 's59')
  for (const boards of [1, 30, 500]) {
    const bytes = boards * JSON.stringify(boardSketch(board, boards, 1)).length
    t.ok(bytes < 900_000, `${boards} boards: ${bytes} bytes`)
  }
})
