import { type Role } from './constants.ts'

/** away: the last socket of the person has ended, and may come back within the grace. */
export type PersonState = 'online' | 'away' | 'offline'

export interface RosterEntry {
  uid: string
  name: string
  role: Role
  stuNo?: string
  state: PersonState
}

/** People in the class, by role. */
export interface Counts {
  te: number
  st: number
}

/** What the class allows. */
export interface Modes {
  /** Pupils may use `sendMedia`. */
  share: boolean
}

/** All that somebody who joins needs to know. */
export interface Snapshot {
  v: number
  /** The server's clock, ms since the epoch. */
  now: number
  rev: number
  me: { uid: string, role: Role, name: string, stuNo?: string }
  class: { classCode: string, title: string }
  /** Everybody for teachers, counts for pupils. */
  roster: RosterEntry[] | Counts
  modes: Modes
}
