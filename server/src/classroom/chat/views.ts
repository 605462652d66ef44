import { toTeachers, type ChatHistory, type ChatLine } from '../../../protocol/chat.ts'
import { reactions, type Reaction } from '../../../protocol/signal.ts'
import { rooms, type Viewer } from '../rooms.ts'
import { type ClassState } from '../state.ts'
import { type Line } from './state.ts'

const pageSize = 50

/** Rooms of those who see lines for everybody. On the wall they are only when the teacher has names shown there. */
export function readersOf ({ classCode, modes }: ClassState): string[] {
  return modes.names ? [rooms.all(classCode)] : [rooms.teachers, rooms.pupils]
}

/** Private lines are seen by who wrote them, by whom they are for, and by teachers. */
export function sees ({ to, uid }: Line, viewer: { uid: string, role: string }): boolean {
  if (to === undefined || viewer.role === 'TE') return true
  return viewer.role === 'ST' && (viewer.uid === uid || (viewer.uid === to && to !== toTeachers))
}

export function lineView ({ marks, ...line }: Line): ChatLine {
  return marks?.length ? { ...line, reactions: countMarks(marks) } : line
}

/** Every reaction is named, so that one that was taken back is known to be gone. */
export function countMarks (marks: NonNullable<Line['marks']>): Record<Reaction, number> {
  const countOf = (reaction: Reaction) => marks.filter(([, mark]) => mark === reaction).length
  return Object.fromEntries(reactions.map((reaction) => [reaction, countOf(reaction)])) as Record<Reaction, number>
}

/** The last lines that somebody sees, oldest first. */
export function history ({ chat, modes }: ClassState, viewer: Viewer, { before = Infinity, about, limit = pageSize }: ChatHistory = {}): ChatLine[] {
  if (viewer.role === 'SCREEN' && !modes.names) return []
  return chat.lines
    .filter((line) => line.id < before && (about === undefined || line.about === about) && sees(line, viewer))
    .slice(-limit).map(lineView)
}
