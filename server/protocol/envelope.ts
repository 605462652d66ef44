import { Type, type Static, type TProperties } from 'typebox'
import { limits, protocolVersion } from './constants.ts'

/** An object with these fields and no others: what a schema does not name can be neither stored nor shown. */
export const strict = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })
export const oneOf = <V extends string>(values: readonly V[]) => Type.Enum([...values])
export const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength })
export const count = () => Type.Integer({ minimum: 0 })
/** A number for each of the names. */
export function counts<K extends string> (names: readonly K[]) {
  return strict(Object.fromEntries(names.map((name) => [name, count()])) as Record<K, ReturnType<typeof count>>)
}
/** ms since the epoch, by the log's clock. */
export const time = () => Type.Integer()
export const id = () => text(64)
export const uid = () => text(limits.text)

/** The part that every command of a client begins with; the feature's own schema describes the rest. */
export const Envelope = Type.Object({
  v: Type.Literal(protocolVersion),
  cmdId: text(64)
})
/** A command as the client sends it. */
export type Sent<Body> = Static<typeof Envelope> & Body

/**
 * Fields of what the server tells. `rev` belongs to the feature and grows by one with every event that the feature tells everybody; a client that
 * sees it grow by more has missed one and asks for `state:sync`.
 */
export const head = { v: Type.Literal(protocolVersion), at: time(), rev: count() }
