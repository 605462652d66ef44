import { Type, type Static } from 'typebox'
import { BoardPreview } from './board.ts'
import type { CommandBody, CommandEvent } from './class-events.ts'
import { limits } from './constants.ts'
import type { Sent } from './envelope.ts'
import { password } from './lobby.ts'

const text = () => Type.Optional(Type.String({ maxLength: limits.text }))
const object = () => Type.Optional(Type.Object({}))

/** The common part of the messages of the original system. Who sends is known from the ticket: these fields are not trusted. */
const message = {
  eventName: text(),
  classCode: text(),
  userType: text(),
  userName: text(),
  sessionId: text()
}

/** What a client may send beside commands, by event. */
export const payloads = {
  itsme: Type.Object({ sessionId: text() }),
  join: Type.Object({
    ...message,
    teacher: object(),
    student: object(),
    sockMessage: object(),
    /** What hangs on the wall: a teacher's socket that sees no names, and is nobody's presence. */
    view: Type.Optional(Type.Literal('screen')),
    /** Of the class, where the join over HTTP did not give it. */
    password: Type.Optional(password())
  }),
  leave: Type.Object({}),
  sendMedia: Type.Object({
    ...message,
    type: Type.String({ minLength: 1, maxLength: limits.text }),
    data: Type.Unknown({ description: 'Any JSON or binary, passed on unchanged' })
  }),
  'wb:preview': BoardPreview,
  'time:ping': Type.Object({ t0: Type.Number() }),
  /** revs: what the client knows, by feature; the answer is all that is true now. */
  'state:sync': Type.Object({ revs: object() })
}

export type ClientEvent = keyof typeof payloads | CommandEvent
type Payloads = { [E in CommandEvent]: Sent<CommandBody<E>> } & { [E in keyof typeof payloads]: Static<typeof payloads[E]> }
export type Payload<E extends ClientEvent> = Payloads[E]
