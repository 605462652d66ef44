import { rooms as base, type Role } from '../../protocol/constants.ts'
import { personOf } from './people/state.ts'
import { type ClassState } from './state.ts'

export const rooms = {
  ...base,
  teachers: base.role('TE'),
  pupils: base.role('ST'),
  /** Projectors. */
  screen: 'scr',
  board: (id: string) => `wb:${id}`,
  team: (team: number) => `team:${team}`
}

/** The rooms of a socket that takes part. The projector is nobody's: what is meant for one person has no place on the wall. */
export function roomsOf (state: ClassState, { uid, role }: Viewer): string[] {
  const all = rooms.all(state.classCode)
  if (role === 'SCREEN') return [all, rooms.screen]
  const team = teamOf(state, uid)
  return [all, rooms.role(role), rooms.person(uid), ...team ? [rooms.team(team)] : []]
}

/** 0: none. */
export const teamOf = ({ people }: ClassState, uid: string) => personOf(people, uid)?.team ?? 0

/** Who looks at the class: a teacher, a pupil, or the projector that a teacher has opened. */
export interface Viewer {
  uid: string
  role: Role | 'SCREEN'
}
