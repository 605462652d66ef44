import type { LobbyEntry } from '../../../../server/protocol/lobby.ts'
import t from 'tap'
import { isFull, listed, updated } from '../../../src/features/lobby/state.ts'

const entry = (classCode: string, createdAt: number, online = 0): LobbyEntry => ({ classCode, title: classCode, capacity: 2, locked: false, online, createdAt, owner: null })
const head = { v: 1, at: 0 }

t.test('classes come, change and go, the newest first', async t => {
  const codes = (lobby: readonly LobbyEntry[]): string[] => lobby.map(({ classCode }) => classCode)
  const lobby = listed([], { ...head, classes: [entry('a', 1), entry('b', 2)] })
  t.strictSame(codes(lobby), ['b', 'a'])
  const more = updated(lobby, { ...head, type: 'new', class: entry('c', 3) })
  t.strictSame(codes(more), ['c', 'b', 'a'])
  t.match(updated(more, { ...head, type: 'changed', class: entry('a', 1, 2) })[2], { classCode: 'a', online: 2 })
  t.strictSame(codes(updated(more, { ...head, type: 'removed', class: entry('b', 2) })), ['c', 'a'])
  t.strictSame(codes(listed(more, { ...head, classes: [] })), [])
})

t.test('a class is full when every seat is taken', async t => {
  t.strictSame([isFull(entry('a', 1, 1)), isFull(entry('a', 1, 2))], [false, true])
})
