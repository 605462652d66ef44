/**
 * The class as a replicated state machine. Pods that host a class apply the same commands in the order of the log, and so agree on everything
 * without asking each other. Nothing here reads a clock, draws a number or talks to anybody.
 *
 * ## What a pod does with it
 *
 * 1. Turn a client's event into a command: `toCommand(event, payload, actor, seed)`, and submit it. `actor` comes from the ticket; `seed` from
 *    `crypto.randomInt(2 ** 32)`. For `load {setId}` put the set in the place of its id first. The result is the ack.
 * 2. Submit what only the server can know, by `{ role: 'SYS' }`: `socket:end` and `node:lost` (with graceMs), `class:open`, `launch:use`,
 *    `password:try`, `recorded`; and in a person's name `join` (`{ node, sid, name, stuNo? }`), `leave`, and `media:set` beside `sendMedia`.
 * 3. After each command that has changed the state (`replica.on('applied', ...)`), call the `announcements` whose `every` is 0 with the states
 *    before and after, and carry out the notices for the sockets of this pod alone (`io.of(nsp).local`). Call the others at most every `every` ms,
 *    with the state of their last call as `before`.
 * 4. Set a timer for the earliest of `timers(state)` and submit its command when the log's clock has come so far. Any pod may, all may.
 * 5. Record what `pending(state.outbox)` gives, in order, then submit `recorded`.
 *
 * A joining socket gets `snapshotFor`; so does `state:sync`. Boards are machines of their own (`boardMachine`), which do not know the class:
 * submit `wb:op` when `boardAccess` says draw, show everybody `boardsSeenBy` them, and drop the boards of a run that has ended.
 * A class for which `isOver` is true can be dropped.
 *
 * ## How it is made
 *
 * `apply` refuses what is malformed, forbidden or a retry, lets everything happen that has become due (`settle`), then runs the command's kind. A
 * feature is a part of the state, kinds of commands made with `define`, an announcement, and a view. People have slots, and tables by slot
 * (`table.ts`) keep the cost of an answer independent of the size of the class.
 */
import type { Machine } from 'socket.io-kafka-adapter'
import { commandBodies } from '../../protocol/class-events.ts'
import { apply } from './apply.ts'
import { emptyClass } from './initial.ts'
import { type Actor, type Command, type Result } from './machine.ts'
import { type ClassState } from './state.ts'

export { announcements } from './announcements.ts'
export type { Announcement, Notice } from './announcement.ts'
export { timers } from './apply.ts'
export { isLockedOut, type Verdict } from './access.ts'
export { boardAccess, boardsInGrid, boardsSeenBy } from './boards.ts'
export { boardMachine, boardNotice } from './board/machine.ts'
export { boardSketch } from './board/sketch.ts'
export { boardView, type BoardState } from './board/state.ts'
export { history } from './chat/views.ts'
export { isOver, lobbyEntry, nodesOf, seatsOf } from './lobby.ts'
export type { Actor, Command, Result, Timer } from './machine.ts'
export { pending, type AnswerRecord, type Entry, type Outbox, type RecordBody } from './outbox.ts'
export { admission } from './people/admission.ts'
export { pupilsCsv, pupilsTable, questionsCsv, questionsTable } from './report/csv.ts'
export { classReport, type ClassReport, type PupilReport, type QuestionReport, type QuizReport } from './report/report.ts'
export { rooms, roomsOf, teamOf, type Viewer } from './rooms.ts'
export { faultsOf, type Fault } from './sets/faults.ts'
export { importCsv } from './sets/import-csv.ts'
export { importJson, type Imported, type ImportProblem } from './sets/import.ts'
export { snapshotFor } from './snapshot.ts'
export { mayShare } from './stage.ts'
export type { ClassState } from './state.ts'

export const classMachine: Machine<ClassState, Command, Result> = {
  name: 'class',
  version: 1,
  initial: (nsp) => emptyClass(nsp.slice(1)),
  apply
}

/** Events of clients that are commands of the class; `chat:history` is a question, and `wb:op` a command of a board. */
export const classEvents = Object.keys(commandBodies).filter((event) => event !== 'chat:history' && event !== 'wb:op')

/** A command from what a client has sent, whose envelope was checked. Nothing in it can say who sends it. */
export function toCommand (type: string, { v: _, cmdId, ...data }: { v: number, cmdId: string }, by: Actor, seed: number): Command {
  return { type, by, cmdId, seed, data }
}
