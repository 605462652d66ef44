import { Type } from 'typebox'
import { type Failure } from '../../protocol/result.ts'
import { accessCommands } from './access.ts'
import { boardModeCommands } from './boards.ts'
import { chatCommands } from './chat/commands.ts'
import { contained, define, done, isCommand, isFailure, reject, server, type Kind } from './command.ts'
import { controlCommands } from './control/commands.ts'
import { type Command, type Result, type Timer } from './machine.ts'
import { outboxCommands } from './outbox.ts'
import { joinCommands } from './people/join.ts'
import { leaveCommands, leaveTimers, settleLeaves } from './people/leave.ts'
import { slotOf } from './people/state.ts'
import { pickerCommands } from './picker.ts'
import { answerCommands } from './quiz/answer.ts'
import { quizTimers, settleQuiz } from './quiz/clock.ts'
import { quizCommands } from './quiz/commands.ts'
import { recall, remember } from './retries.ts'
import { signalCommands } from './signals.ts'
import { stageCommands } from './stage.ts'
import { type ClassState } from './state.ts'
import { read } from './table.ts'
import { widgetCommands } from './widgets.ts'

const kinds = new Map<string, Kind>(Object.entries({
  ...joinCommands,
  ...leaveCommands,
  ...accessCommands,
  ...controlCommands,
  ...quizCommands,
  ...answerCommands,
  ...pickerCommands,
  ...widgetCommands,
  ...signalCommands,
  ...chatCommands,
  ...boardModeCommands,
  ...stageCommands,
  ...outboxCommands,
  /** Does nothing: what is due is done before any command. */
  tick: define({ from: server, data: Type.Undefined(), run: ({ state }) => done(state) })
}))

interface Applied { state: ClassState, result: Result }

/** Pure, and never throws. A failure leaves the state as it is. */
export const apply = contained(decide)

function decide (before: ClassState, command: Command, at: number): Applied {
  const refuse = (result: Result): Applied => ({ state: before, result })
  if (!isCommand(command)) return refuse(reject('BAD_REQUEST', 'this is not a command'))
  const { type, by, cmdId, seed, data } = command
  const kind = kinds.get(type)
  if (!kind) return refuse(reject('BAD_REQUEST', 'this command is not known'))
  if (!kind.from.includes(by.role)) return refuse(reject('FORBIDDEN', `${by.role} may not send this`))

  const uid = by.role === 'SYS' ? '' : by.uid
  const slot = slotOf(before.people, uid)
  const earlier = kind.once && recall(before.retries, slot, cmdId)
  if (earlier) return refuse(earlier)
  const problem = kind.once && standing(before, slot, by.role)
  if (problem) return refuse(problem)
  if (!kind.fits(data)) return refuse(reject('BAD_REQUEST', `the data of ${type} cannot be used`))

  const step = kind.run({ state: settle(before, at), data, at, uid, role: by.role, slot, seed })
  if (isFailure(step)) return refuse(step)
  const result = { ok: true as const, at, ...step.reply }
  return { state: kind.once ? acted(step.state, slot, cmdId, result) : step.state, result }
}

/** Why the sender may not send anything. */
function standing ({ people, run }: ClassState, slot: number, role: string): Failure | undefined {
  const person = read(people.table, slot)
  if (!person) return reject('NOT_JOINED', 'the sender is not in the class')
  if (person.role !== role) return reject('FORBIDDEN', 'the sender is in the class in another role')
  return run?.endedAt === null ? undefined : reject('CLOSED', 'the class has ended')
}

function acted (state: ClassState, slot: number, cmdId: string, result: Extract<Result, { ok: true }>): ClassState {
  return { ...state, retries: remember(state.retries, slot, cmdId, result), run: state.run && { ...state.run, activeAt: result.at } }
}

/** The class at a time, with all that has become due by itself. */
function settle (state: ClassState, at: number): ClassState {
  const left = settleLeaves(state, at)
  const quiz = left.quiz && settleQuiz(left.quiz, at)
  return quiz === left.quiz ? left : { ...left, quiz }
}

/**
 * What becomes due by itself, and when. It happens with the first command that the log takes after that time, as if it had been
 * at that time; these commands make sure that there is one.
 */
export function timers (state: ClassState): Timer[] {
  const due = [...leaveTimers(state), ...state.quiz ? quizTimers(state.quiz) : []]
  return due.map(({ cmdId, at }) => ({ cmdId, at, command: { type: 'tick', by: { role: 'SYS' }, cmdId } }))
}
