import { Type, type Static } from 'typebox'
import { roles } from './constants.ts'
import { count, counts, head, id, oneOf, strict, text, time, uid } from './envelope.ts'
import { MediaRef } from './media.ts'
import { reactions } from './signal.ts'

/** all: everybody writes; te: pupils write to teachers alone; off: teachers write. */
export const chatModes = ['all', 'te', 'off'] as const
export type ChatMode = typeof chatModes[number]
/** As `to`: all teachers. */
export const toTeachers = 'te'

const body = {
  text: Type.Optional(text(500)),
  media: Type.Optional(MediaRef),
  /** Private: only this person, the sender and teachers see it. */
  to: Type.Optional(uid()),
  /** Shared item that this is a comment on. */
  about: Type.Optional(id())
}
/** Body of `chat:send`; text or media is there. */
export const ChatSend = Type.Object(body)
export type ChatSend = Static<typeof ChatSend>
export interface ChatSendReply { id: number }
export const ChatDelete = Type.Object({ id: count() })
export type ChatDelete = Static<typeof ChatDelete>
export const ChatSetMode = Type.Object({ mode: oneOf(chatModes) })
export type ChatSetMode = Static<typeof ChatSetMode>
/** null takes one's reaction back. */
export const ChatReact = Type.Object({ id: count(), reaction: Type.Union([oneOf(reactions), Type.Null()]) })
export type ChatReact = Static<typeof ChatReact>
/** Body of `chat:history`: the lines before a line, or the last ones. */
export const ChatHistory = Type.Object({
  before: Type.Optional(count()),
  about: Type.Optional(id()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 }))
})
export type ChatHistory = Static<typeof ChatHistory>

export const ChatLine = strict({
  id: count(),
  at: time(),
  uid: uid(),
  name: text(64),
  role: oneOf(roles),
  ...body,
  reactions: Type.Optional(counts(reactions)),
  deleted: Type.Optional(Type.Literal(true)),
  /** Not written by the person: they have come or gone. */
  system: Type.Optional(oneOf(['join', 'leave']))
})
export type ChatLine = Static<typeof ChatLine>

/** What the server tells, under the name of the command. A private line leaves `rev` as it is. */
export const ChatLineNotice = strict({ ...head, line: ChatLine })
export type ChatLineNotice = Static<typeof ChatLineNotice>
export const ChatDeleteNotice = strict({ ...head, id: count() })
export type ChatDeleteNotice = Static<typeof ChatDeleteNotice>
export const ChatModeNotice = strict({ ...head, mode: oneOf(chatModes) })
export type ChatModeNotice = Static<typeof ChatModeNotice>
export const ChatReactNotice = strict({ ...head, id: count(), reactions: counts(reactions) })
export type ChatReactNotice = Static<typeof ChatReactNotice>
