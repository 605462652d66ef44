import { Type, type Static } from 'typebox'
import { chatModes } from './chat.ts'
import { count, head, oneOf, strict, uid } from './envelope.ts'

const cmd = <C extends string>(name: C) => Type.Literal(name)
const on = Type.Boolean()

/** Body of `control`. */
export const Control = Type.Union([
  Type.Object({ cmd: oneOf(['lock', 'unlock', 'end']) }),
  /** focus: pupils see the stage alone; pause: everything rests, a running question too; share: pupils may show media; names: the projector shows names. */
  Type.Object({ cmd: oneOf(['focus', 'pause', 'share', 'names']), on }),
  Type.Object({ cmd: cmd('mute'), uid: uid(), on }),
  /** ban: cannot come back, until it is taken back. */
  Type.Object({ cmd: cmd('kick'), uid: uid() }),
  Type.Object({ cmd: cmd('ban'), uid: uid(), on: Type.Optional(on) }),
  /** Deals all pupils into so many teams; 0: no teams. */
  Type.Object({ cmd: cmd('team'), teams: Type.Integer({ minimum: 0, maximum: 12 }) }),
  Type.Object({ cmd: cmd('team'), uid: uid(), team: Type.Integer({ minimum: 1, maximum: 12 }) }),
  /** Time of a person as a multiple of everybody's. */
  Type.Object({ cmd: cmd('time'), uid: uid(), factor: Type.Number({ minimum: 1, maximum: 4 }) }),
  /** Lowers the hand of a person, or all hands. */
  Type.Object({ cmd: cmd('lower'), uid: Type.Optional(uid()) })
])
export type Control = Static<typeof Control>

/** How the class runs. */
export const ClassModes = strict({ locked: on, focus: on, paused: on, share: on, names: on, chat: oneOf(chatModes) })
export type ClassModes = Static<typeof ClassModes>

/** What the teacher decides about a person. */
export const PersonMarks = strict({ team: Type.Optional(count()), muted: on, factor: Type.Number() })
export type PersonMarks = Static<typeof PersonMarks>

/** `control` as the server tells it: to everybody, to one person (me), or the last thing a client hears (removed). */
export const ControlNotice = strict({
  ...head,
  modes: Type.Optional(ClassModes),
  me: Type.Optional(PersonMarks),
  removed: Type.Optional(oneOf(['kick', 'ban', 'end']))
})
export type ControlNotice = Static<typeof ControlNotice>
