import { rooms as base, type Role } from '../../protocol/constants.ts'

export const rooms = {
  ...base,
  teachers: base.role('TE'),
  pupils: base.role('ST'),
  /** Projectors. */
  screen: 'scr',
  board: (id: string) => `wb:${id}`,
  team: (team: number) => `team:${team}`
}

/** Who looks at the class: a teacher, a pupil, or the projector that a teacher has opened. */
export interface Viewer {
  uid: string
  role: Role | 'SCREEN'
}
