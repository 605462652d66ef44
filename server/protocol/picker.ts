import { Type, type Static } from 'typebox'
import { count, head, oneOf, strict, text, time, uid } from './envelope.ts'

export const pickerStyles = ['wheel', 'cards'] as const

/** Body of `picker:draw`. */
export const PickerDraw = Type.Object({
  /** Whom to draw from: those online, everybody of the class, those with a hand up, a team, or these. */
  pool: Type.Union([oneOf(['online', 'all', 'hands']), Type.Object({ team: Type.Integer({ minimum: 1 }) }), Type.Array(uid(), { minItems: 1, maxItems: 500 })]),
  n: Type.Integer({ minimum: 1, maximum: 50 }),
  style: oneOf(pickerStyles),
  /** Leave out who was drawn before, until nobody else is left. */
  exclude: Type.Boolean()
})
export type PickerDraw = Static<typeof PickerDraw>

const person = strict({ uid: uid(), name: text(64) })
/** `picker:result`: every screen shows the same animation, from startsAt for ms. */
export const PickerResult = strict({
  ...head,
  candidates: Type.Array(person),
  winners: Type.Array(person),
  style: oneOf(pickerStyles),
  startsAt: time(),
  ms: count()
})
export type PickerResult = Static<typeof PickerResult>
