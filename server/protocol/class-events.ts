import { type Static } from 'typebox'
import { BoardChoice, BoardOps, BoardSetMode, type BoardNotice, type BoardOpsNotice, type BoardPreviewNotice, type BoardSketch, type BoardView } from './board.ts'
import {
  ChatDelete, ChatHistory, ChatReact, ChatSend, ChatSetMode, type ChatDeleteNotice, type ChatLineNotice, type ChatModeNotice, type ChatReactNotice
} from './chat.ts'
import { type PeopleNotice } from './class-snapshot.ts'
import { type Role } from './constants.ts'
import { Control, type ControlNotice } from './control.ts'
import { type JoinNotice, type PresenceNotice } from './people.ts'
import { PickerDraw, type PickerResult } from './picker.ts'
import { QuizAnswer, QuizCommand, type OwnAnswer, type QuizBoard, type QuizResult, type QuizState, type QuizTally, type TeacherQuizState, type TeacherTally } from './quiz.ts'
import { Signal, type OwnSignal, type SignalNotice } from './signal.ts'
import { WidgetSet, type WidgetNotice } from './widgets.ts'

/** Bodies of what a client may send beside the envelope, by event. */
export const commandBodies = {
  'quiz:cmd': QuizCommand,
  'quiz:answer': QuizAnswer,
  'picker:draw': PickerDraw,
  'widget:set': WidgetSet,
  control: Control,
  signal: Signal,
  'chat:send': ChatSend,
  'chat:delete': ChatDelete,
  'chat:mode': ChatSetMode,
  'chat:react': ChatReact,
  'chat:history': ChatHistory,
  'wb:mode': BoardSetMode,
  'wb:spotlight': BoardChoice,
  'wb:watch': BoardChoice,
  'wb:op': BoardOps
} as const
export type CommandEvent = keyof typeof commandBodies
type CommandBodies = { [E in CommandEvent]: Static<typeof commandBodies[E]> }
export type CommandBody<E extends CommandEvent> = CommandBodies[E]

/** What the class tells, by event. */
export interface ClassEvents {
  join: (notice: JoinNotice) => void
  disconnected: (sessionId: string, person: { uid: string, userName: string, userType: Role }) => void
  presence: (notice: PresenceNotice) => void
  'quiz:state': (state: QuizState | TeacherQuizState) => void
  'quiz:mine': (answer: OwnAnswer) => void
  'quiz:tally': (tally: QuizTally | TeacherTally) => void
  'quiz:result': (result: QuizResult) => void
  'quiz:board': (board: QuizBoard) => void
  'picker:result': (result: PickerResult) => void
  'widget:set': (notice: WidgetNotice) => void
  control: (notice: ControlNotice) => void
  people: (notice: PeopleNotice) => void
  signal: (notice: SignalNotice) => void
  'signal:mine': (notice: OwnSignal) => void
  'chat:send': (notice: ChatLineNotice) => void
  'chat:delete': (notice: ChatDeleteNotice) => void
  'chat:mode': (notice: ChatModeNotice) => void
  'chat:react': (notice: ChatReactNotice) => void
  'wb:mode': (notice: BoardNotice) => void
  'wb:spotlight': (notice: BoardNotice) => void
  'wb:board': (board: BoardView) => void
  'wb:op': (notice: BoardOpsNotice) => void
  'wb:sketch': (board: BoardSketch) => void
  'wb:preview': (notice: BoardPreviewNotice) => void
}
