import { type ControlNotice } from '../../../protocol/control.ts'
import { protocolVersion } from '../../../protocol/constants.ts'
import { type Announcement, type Notice } from '../announcement.ts'
import { isSameMarks } from '../people/announcements.ts'
import { isBanned } from '../people/state.ts'
import { marksOf } from '../people/views.ts'
import { rooms } from '../rooms.ts'
import { changes } from '../table.ts'
import { modesOf } from './views.ts'

export const controls: Announcement = {
  every: 0,
  of (before, after, at) {
    if (before.run?.id !== after.run?.id) return []
    const tell = (room: string, told: Partial<ControlNotice>): Notice =>
      ({ to: [room], event: 'control', args: [{ v: protocolVersion, at, rev: after.modes.rev, ...told }] })
    const remove = (room: string, removed: NonNullable<ControlNotice['removed']>) => [tell(room, { removed }), { cut: room }]

    const all = rooms.all(after.classCode)
    const toPeople = [...changes(before.people.table, after.people.table)].flatMap(([, was, is]): Notice[] => {
      if (was && !is) return remove(rooms.person(was.uid), isBanned(after.people, was.uid) ? 'ban' : 'kick')
      return was && is && !isSameMarks(was, is) ? [tell(rooms.person(is.uid), { me: marksOf(is) })] : []
    })
    const hasEnded = before.run?.endedAt === null && after.run?.endedAt !== null
    return [
      ...before.modes.rev === after.modes.rev ? [] : [tell(all, { modes: modesOf(after) })],
      ...toPeople,
      ...hasEnded ? remove(all, 'end') : []
    ]
  }
}
