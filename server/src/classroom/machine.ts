import { type Role } from '../../protocol/constants.ts'
import { type Ack } from '../../protocol/result.ts'

/** Whose command it is, by the session and never by the message; SYS is the server itself. */
export type Actor = { uid: string, role: Role } | { role: 'SYS' }

/** A command in the log. The server sets every field but `data`, which may come from a client as it is. */
export interface Command {
  /** The client's event, or a name that only the server uses. */
  type: string
  by: Actor
  /** Chosen by the client: a second command of the person with the same one is a retry. */
  cmdId: string
  /** A random number from 0 to 2^32 - 1, for what is left to chance. */
  seed?: number
  data?: unknown
}

/** What the sender is told; anything beside `ok` and `at` depends on the command. */
export type Result = Ack<{ at: number, rev?: number }>

/** A command that is to be submitted when the log's clock has come to `at`; by any pod, as often as it likes. */
export interface Timer {
  cmdId: string
  at: number
  command: Command
}
