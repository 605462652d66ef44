import type { Machine } from 'socket.io-kafka-adapter'
import { Compile } from 'typebox/compile'
import { BoardOps, type BoardOpsNotice } from '../../../protocol/board.ts'
import { protocolVersion, rooms, type Role } from '../../../protocol/constants.ts'
import { contained, isCommand, reject } from '../command.ts'
import { type Command, type Result } from '../machine.ts'
import { recall, remember } from '../retries.ts'
import { draw } from './ops.ts'
import { emptyBoard, owns, slotOf, type BoardState } from './state.ts'

/** Items of a board, what they hold, and people who draw on it. All of a board is sent at once to whoever begins to look at it. */
const limit = { items: 2_000, size: 100_000, people: 1_000 }

const body = Compile(BoardOps)

/** The machine of one board: its ops in the order of the log. Every run of a class begins with empty boards. */
export function boardMachine (run: string, id: string): Machine<BoardState, Command, Result> {
  return { name: `board:${run}:${id}`, version: 1, initial: () => emptyBoard(id), apply: contained(decide) }
}

function decide (before: BoardState, command: Command, at: number): { state: BoardState, result: Result } {
  const refuse = (result: Result) => ({ state: before, result })
  if (!isCommand(command) || command.type !== 'wb:op') return refuse(reject('BAD_REQUEST', 'this is not a command of a board'))
  const { by, cmdId, data } = command
  if (by.role === 'SYS' || !owns(before, by)) return refuse(reject('FORBIDDEN', 'this board is not theirs'))
  const slot = slotOf(before, by.uid)
  const earlier = recall(before.retries, slot, cmdId)
  if (earlier) return refuse(earlier)
  if (!body.Check(data) || data.board !== before.id) return refuse(reject('BAD_REQUEST', 'the data of wb:op cannot be used'))

  const drawn = data.ops.reduce((state, op) => draw(state, op, { uid: by.uid, role: by.role as Role }), before)
  const isFull = drawn.items.length > limit.items || drawn.size > limit.size || slot >= limit.people
  if (isFull) return refuse(reject('TOO_LARGE', 'the board is full'))
  const rev = before.rev + 1
  const result = { ok: true as const, at, rev }
  const key = rooms.person(by.uid)
  const slots = key in before.slots ? before.slots : { ...before.slots, [key]: slot }
  return { state: { ...drawn, rev, slots, retries: remember(before.retries, slot, cmdId, result) }, result }
}

/** `wb:op` for those who look at the board, or nothing when the command changed nothing. Call it after apply, with the same command. */
export function boardNotice (before: BoardState, after: BoardState, { by, data }: Command, at: number): BoardOpsNotice | undefined {
  if (before.rev === after.rev || by.role === 'SYS' || !body.Check(data)) return undefined
  return { v: protocolVersion, at, rev: after.rev, board: after.id, by: by.uid, ops: data.ops }
}
