import { type ChatMode } from '../../../protocol/chat.ts'
import { type Role } from '../../../protocol/constants.ts'
import { type MediaRef } from '../../../protocol/media.ts'
import { type Reaction } from '../../../protocol/signal.ts'

export interface Line {
  id: number
  at: number
  uid: string
  /** As they were called then. */
  name: string
  role: Role
  text?: string
  media?: MediaRef
  to?: string
  about?: string
  /** One per person, by slot. */
  marks?: ReadonlyArray<readonly [slot: number, reaction: Reaction]>
  deleted?: true
  system?: 'join' | 'leave'
}

export interface Chat {
  rev: number
  mode: ChatMode
  /** Id of the next line. */
  next: number
  /** The last ones, oldest first. */
  lines: readonly Line[]
}

export const emptyChat: Chat = { rev: 0, mode: 'all', next: 1, lines: [] }

/** Lines that the state keeps; older ones are in the records. */
export const chatRoom = 200

/** Whether everybody is told of it. */
export const isTold = ({ to, system }: Line) => to === undefined && system === undefined
