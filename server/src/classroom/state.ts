import type { StageItem } from '../../protocol/media.ts'
import type { Access } from './access.ts'
import type { Boards } from './boards.ts'
import type { Chat } from './chat/state.ts'
import type { Info, Modes } from './control/state.ts'
import type { Outbox } from './outbox.ts'
import type { People } from './people/state.ts'
import type { Picker } from './picker.ts'
import type { Quiz } from './quiz/state.ts'
import type { Retries } from './retries.ts'
import type { Signals } from './signals.ts'
import type { Widgets } from './widgets.ts'

/** A lesson: from the first join to the teacher's end, or until nobody has been there for hours. */
export interface Run {
  id: string
  startedAt: number
  endedAt: number | null
  /** When somebody last did something. */
  activeAt: number
}

/** All that is true of a class. Plain JSON; never changed in place. */
export interface ClassState {
  readonly classCode: string
  readonly run: Run | null
  readonly info: Info
  readonly modes: Modes
  readonly access: Access
  readonly people: People
  readonly retries: Retries
  readonly quiz: Quiz | null
  readonly picker: Picker
  readonly widgets: Widgets
  readonly signals: Signals
  readonly chat: Chat
  readonly media: StageItem | null
  readonly boards: Boards
  readonly outbox: Outbox
}
