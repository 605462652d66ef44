import { type Person } from '../people/state.ts'
import { type ClassState } from '../state.ts'
import { chatRoom, isTold, type Line } from './state.ts'

/** Adds a line. One that everybody is told moves `rev`. */
export function addLine (state: ClassState, line: Omit<Line, 'id'>): ClassState {
  const { rev, next, lines, ...chat } = state.chat
  const added: Line = { id: next, ...line }
  return { ...state, chat: { ...chat, rev: isTold(added) ? rev + 1 : rev, next: next + 1, lines: [...lines.slice(1 - chatRoom), added] } }
}

/** Says that a person has come or gone, for those who read it later: who is there is told by `join` and `disconnected`. */
export function say (state: ClassState, { uid, name, role }: Person, system: 'join' | 'leave', at: number): ClassState {
  return addLine(state, { at, uid, name, role, system })
}

export function replaceLine (state: ClassState, line: Line): ClassState {
  const { chat } = state
  const lines = chat.lines.map((other) => other.id === line.id ? line : other)
  return { ...state, chat: { ...chat, rev: isTold(line) ? chat.rev + 1 : chat.rev, lines } }
}
