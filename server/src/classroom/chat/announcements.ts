import { toTeachers } from '../../../protocol/chat.ts'
import { protocolVersion } from '../../../protocol/constants.ts'
import { type Announcement, type Notice } from '../announcement.ts'
import { rooms } from '../rooms.ts'
import { type Line } from './state.ts'
import { countMarks, lineView, readersOf } from './views.ts'

export const talk: Announcement = {
  every: 0,
  of ({ chat: before }, state, at) {
    const { chat: after, classCode } = state
    if (before === after) return []
    const head = { v: protocolVersion, at, rev: after.rev } as const
    const readers = readersOf(state)
    const earlier = new Map(before.lines.map((line) => [line.id, line]))
    const lines = after.lines.flatMap((line): Notice[] => {
      const was = earlier.get(line.id)
      if (was === line || line.system) return []
      const to = audience(line) ?? readers
      if (!was) return [{ to, event: 'chat:send', args: [{ ...head, line: lineView(line) }] }]
      if (line.deleted) return [{ to, event: 'chat:delete', args: [{ ...head, id: line.id }] }]
      return [{ to, event: 'chat:react', args: [{ ...head, id: line.id, reactions: countMarks(line.marks ?? []) }] }]
    })
    const mode: Notice[] = before.mode === after.mode ? [] : [{ to: [rooms.all(classCode)], event: 'chat:mode', args: [{ ...head, mode: after.mode }] }]
    return [...lines, ...mode]
  }
}

/** Rooms of those who see a private line. */
function audience ({ to, uid }: Line): string[] | undefined {
  if (to === undefined) return undefined
  return [rooms.teachers, rooms.person(uid), ...to === toTeachers ? [] : [rooms.person(to)]]
}
