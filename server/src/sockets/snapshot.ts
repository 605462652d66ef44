import { protocolVersion } from '../../protocol/constants.ts'
import { type Counts, type RosterEntry, type Snapshot } from '../../protocol/snapshot.ts'
import { type User } from '../../protocol/user.ts'
import { type Classroom } from '../plugins/classrooms.ts'

/** All that the person needs to know on joining: teachers see who is there, pupils how many. */
export async function takeSnapshot ({ presence, modes }: Classroom, user: User): Promise<Snapshot> {
  const { uid, role, userName: name, stuNo, classCode, spaceName } = user
  const roster = await presence.roster()
  return {
    v: protocolVersion,
    now: Date.now(),
    rev: 0,
    me: { uid, role, name, ...stuNo !== undefined && { stuNo } },
    class: { classCode, title: spaceName ?? classCode },
    roster: role === 'TE' ? roster : countRoles(roster),
    modes
  }
}

export function countRoles (roster: readonly RosterEntry[]): Counts {
  const te = roster.filter(({ role }) => role === 'TE').length
  return { te, st: roster.length - te }
}
