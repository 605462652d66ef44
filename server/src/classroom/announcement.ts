import { type ClassEvents } from '../../protocol/class-events.ts'
import { type ClassState } from './state.ts'

type Telling = { [E in keyof ClassEvents]: {
  /** Rooms; a socket that is in several gets it once. */
  to: readonly string[]
  except?: readonly string[]
  event: E
  args: Parameters<ClassEvents[E]>
} }[keyof ClassEvents]

/** What a pod tells its own sockets: an event, or that all sockets of a room are to be disconnected. */
export type Notice = Telling | { cut: string }

/**
 * What has to be told after the class has changed. It follows from the two states alone: every pod works it out for its own sockets, after each
 * command or, where `every` is above 0, at most every so many ms, with the state of the last time as `before`.
 */
export interface Announcement {
  every: number
  of (before: ClassState, after: ClassState, at: number): Notice[]
}
