import { type Role } from './constants.ts'
import { type ClientEvent, type Payload } from './payloads.ts'
import { type Ack, type Problem } from './result.ts'
import { type Counts, type PersonState, type Snapshot } from './snapshot.ts'

/** What an answer holds beside `ok`, where it holds anything. */
interface Replies {
  'time:ping': { t0: number, t1: number, t2: number }
}
export type Reply<E extends ClientEvent> = E extends keyof Replies ? Replies[E] : object

/** Client to server. Every event may be sent with an ack. */
export type ClientEvents = {
  [E in ClientEvent]: (payload: Payload<E>, ack?: (reply: Ack<Reply<E>>) => void) => void
}

/** Tells the others that a person has come. */
export interface JoinNotice {
  eventName: 'join'
  classCode: string
  uid: string
  userType: Role
  userName: string
  sessionId: string
}

/** eventName, classCode, sessionId, userType and userName come from the sender's session. */
export interface Media {
  eventName: 'sendMedia'
  classCode: string
  sessionId: string
  userType: Role
  userName: string
  type: string
  data: unknown
}

export type PresenceNotice =
  | { v: number, at: number, people: Array<{ uid: string, state: PersonState }> }
  | { v: number, at: number } & Counts

/** Server to client. */
export interface ServerEvents {
  connected: (sessionId: string) => void
  join: (notice: JoinNotice) => void
  joined: (snapshot: Snapshot) => void
  disconnected: (sessionId: string, person: { uid: string, userName: string, userType: Role }) => void
  sendMedia: (media: Media) => void
  presence: (notice: PresenceNotice) => void
  'server:drain': (notice: { reconnectInMs: number }) => void
  'app:error': (problem: Problem) => void
}
