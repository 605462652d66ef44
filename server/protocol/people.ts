import type { Role } from './constants.ts'
import type { Counts, PersonState } from './snapshot.ts'

/** Tells the others that a person has come. */
export interface JoinNotice {
  eventName: 'join'
  classCode: string
  uid: string
  userType: Role
  userName: string
  sessionId: string
  /** Told to teachers alone. */
  stuNo?: string
}

export type PresenceNotice =
  | { v: number, at: number, people: Array<{ uid: string, state: PersonState }> }
  | { v: number, at: number } & Counts
