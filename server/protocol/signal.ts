import { Type, type Static } from 'typebox'
import { counts, head, oneOf, strict, time, uid } from './envelope.ts'

export const reactions = ['triangle', 'diamond', 'circle', 'square', 'star', 'pentagon'] as const
export type Reaction = typeof reactions[number]
export const paces = ['slow', 'ok', 'fast'] as const
export type Pace = typeof paces[number]

/** Body of `signal`. */
export const Signal = Type.Union([
  Type.Object({ kind: oneOf(['hand', 'help']), on: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('pace'), value: oneOf(paces) }),
  Type.Object({ kind: Type.Literal('reaction'), value: oneOf(reactions) })
])
export type Signal = Static<typeof Signal>

const { v, at } = head
/** `signal` as teachers get it. */
export const SignalNotice = strict({
  v,
  at,
  /** Who asks for the teacher, the longest waiting first. */
  hands: Type.Array(strict({ uid: uid(), kind: oneOf(['hand', 'help']), at: time() })),
  /** How many say so; what somebody said fades after two minutes. */
  pace: counts(paces),
  /** Of the last seconds; they count from anew at `until`. */
  reactions: counts(reactions),
  until: time()
})
export type SignalNotice = Static<typeof SignalNotice>

/** `signal:mine`: what somebody asks of the teacher, as it stands; the teacher can take it as answered. */
export const OwnSignal = strict({ v, at, hand: Type.Boolean(), help: Type.Boolean() })
export type OwnSignal = Static<typeof OwnSignal>
