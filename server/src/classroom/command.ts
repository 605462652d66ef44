import { Type, type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { roles, type Role } from '../../protocol/constants.ts'
import { oneOf, text, uid } from '../../protocol/envelope.ts'
import { type ErrorCode, type Failure } from '../../protocol/result.ts'
import { type Command, type Result } from './machine.ts'
import { type ClassState } from './state.ts'

/** Who may send a command. */
export const anybody = roles
export const teachers = ['TE'] as const
export const pupils = ['ST'] as const
export const server = ['SYS'] as const

/** A change of the state and what its sender is told beside `ok` and `at`. */
export interface Done { state: ClassState, reply: object }
export type Step = Done | Failure

export const done = (state: ClassState, reply: object = {}): Done => ({ state, reply })
/** @param retryable - whether the same command may succeed later */
export const reject = (code: ErrorCode, message: string, retryable = false): Failure => ({ ok: false, code, message, retryable })
export const isFailure = (step: object): step is Failure => 'ok' in step && step.ok === false

export interface Context<Data> {
  readonly state: ClassState
  readonly data: Data
  readonly at: number
  /** Sender; of the server's own commands both are empty. */
  readonly uid: string
  readonly role: Role | 'SYS'
  /** The sender's place in tables; -1 for the server, and before they have joined. */
  readonly slot: number
  readonly seed: number | undefined
}

interface Definition<S extends TSchema> {
  /** Who may send it. */
  from: ReadonlyArray<Role | 'SYS'>
  data: S
  /** Doing it again changes nothing, so that retries need not be remembered. @default true for commands of the server alone */
  repeatable?: boolean
  run: (context: Context<Static<S>>) => Step
}

/** A kind of command: refuses data of a wrong shape before `run` sees it. */
export interface Kind {
  from: ReadonlyArray<Role | 'SYS'>
  /** Whether a retry gets the first result; such a command is one of somebody who is in the class. */
  once: boolean
  fits (data: unknown): boolean
  run (context: Context<unknown>): Step
}

export function define<S extends TSchema> ({ from, data, run, repeatable = from === server }: Definition<S>): Kind {
  const schema = Compile(data)
  return { from, once: !repeatable, fits: (value) => schema.Check(value), run: (context) => run(context as Context<Static<S>>) }
}

const envelope = Compile(Type.Object({
  type: text(64),
  by: Type.Union([Type.Object({ role: oneOf(roles), uid: uid() }), Type.Object({ role: Type.Literal('SYS') })]),
  cmdId: text(256),
  seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffff_ffff })),
  data: Type.Optional(Type.Unknown())
}))
export const isCommand = (value: unknown): value is Command => envelope.Check(value)

type Apply<State> = (state: State, command: Command, at: number) => { state: State, result: Result }

/** Every pod applies every command: one that throws would stop them all, one after the other, again and again. */
export const contained = <State>(apply: Apply<State>): Apply<State> => (state, command, at) => {
  try {
    return apply(state, command, at)
  } catch {
    return { state, result: reject('BAD_REQUEST', 'the command cannot be applied') }
  }
}
