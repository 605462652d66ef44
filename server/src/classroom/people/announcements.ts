import { protocolVersion } from '../../../protocol/constants.ts'
import { type Announcement, type Notice } from '../announcement.ts'
import { defined } from '../defined.ts'
import { rooms } from '../rooms.ts'
import { changes } from '../table.ts'
import { countsOf, marksOf, rosterEntry } from './views.ts'
import { isOnline, isPresent, presenceOf, type Person } from './state.ts'

const v = protocolVersion
/** Many people come and go at once when a lesson begins and ends. */
const every = 500

/** Who has come, and who has gone. The projector only counts. */
export const comings: Announcement = {
  every: 0,
  of (before, after) {
    // A new run begins with its first person.
    if (before.run?.id !== after.run?.id) return []
    const come = ({ uid, name, role, sid, stuNo }: Person): Notice[] => {
      const notice = { eventName: 'join', classCode: after.classCode, uid, userType: role, userName: name, sessionId: sid } as const
      const told = { except: [rooms.person(uid)], event: 'join' } as const
      return [
        { ...told, to: [rooms.pupils], args: [notice] },
        { ...told, to: [rooms.teachers], args: [{ ...notice, ...defined({ stuNo }) }] }
      ]
    }
    const gone = ({ uid, name, role, sid }: Person): Notice => ({
      to: [rooms.teachers, rooms.pupils], except: [rooms.person(uid)], event: 'disconnected', args: [sid, { uid, userName: name, userType: role }]
    })
    return [...changes(before.people.table, after.people.table)].flatMap(([, was, is]): Notice[] => {
      const wasHere = was !== null && isPresent(was)
      const isHere = is !== null && isPresent(is)
      const hasCome = isHere && is.visits !== was?.visits
      return [
        ...wasHere && (hasCome || !isHere) ? [gone(was)] : [],
        ...hasCome ? come(is) : [],
        // They left while they had sockets.
        ...wasHere && is && !isHere && isOnline(was) ? [{ cut: rooms.person(is.uid) }] : []
      ]
    })
  }
}

export const presence: Announcement = {
  every,
  of (before, after, at) {
    if (before.people.table === after.people.table) return []
    const people = [...changes(before.people.table, after.people.table)].flatMap(([, was, is]) => {
      const state = is && presenceOf(is)
      return !is || !state || (was && presenceOf(was) === state) ? [] : [{ uid: is.uid, state }]
    })
    const [was, is] = [countsOf(before.people), countsOf(after.people)]
    const isSame = was.te === is.te && was.st === is.st
    return [
      ...people.length ? [{ to: [rooms.teachers], event: 'presence', args: [{ v, at, people }] } satisfies Notice] : [],
      ...isSame ? [] : [{ to: [rooms.pupils, rooms.screen], event: 'presence', args: [{ v, at, ...is }] } satisfies Notice]
    ]
  }
}

/** What teachers know of people beside their presence. */
export const register: Announcement = {
  every,
  of (before, after, at) {
    const changed = [...changes(before.people.table, after.people.table)]
    const people = changed.flatMap(([slot, was, is]) => is && (!was || !isSameEntry(was, is)) ? [rosterEntry([slot, is])] : [])
    const removed = changed.flatMap(([, was, is]) => was && !is ? [was.uid] : [])
    const banned = after.people.banned === before.people.banned ? undefined : after.people.banned
    return people.length || removed.length || banned ? [{ to: [rooms.teachers], event: 'people', args: [{ v, at, people, removed, ...banned && { banned } }] }] : []
  }
}

const isSameEntry = (a: Person, b: Person) => a.name === b.name && a.stuNo === b.stuNo && isSameMarks(a, b)

export function isSameMarks (a: Person, b: Person): boolean {
  const [first, second] = [marksOf(a), marksOf(b)]
  return first.team === second.team && first.muted === second.muted && first.factor === second.factor
}
