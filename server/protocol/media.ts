import { Type, type Static } from 'typebox'
import { id, oneOf, strict, text, time, uid } from './envelope.ts'

export const mediaKinds = ['image', 'video', 'audio', 'link', 'file'] as const

/** An address of the web or of this server; any other scheme could run in the reader's page. */
const url = () => Type.String({ maxLength: 2048, pattern: '^(https?://|/media/)[^\\s]+$' })

/** Something to look at or listen to. */
export const MediaRef = strict({
  kind: oneOf(mediaKinds),
  url: url(),
  title: Type.Optional(text(200)),
  /** Says the same in words, for those who do not see it. */
  alt: Type.Optional(text(500))
})
export type MediaRef = Static<typeof MediaRef>

/** Where playing stood at `at`, in seconds. */
const Position = strict({ seconds: Type.Number({ minimum: 0 }), playing: Type.Boolean() })

/** What is on the stage: what `sendMedia` last showed. */
const item = { ...MediaRef.properties, id: id(), page: Type.Optional(Type.Integer({ minimum: 1 })), position: Type.Optional(Position) }

/** Remembers what is on the stage, for those who come later; null clears it. */
export const MediaSet = Type.Object({ item: Type.Union([strict(item), Type.Null()]) })
export type MediaSet = Static<typeof MediaSet>

export const StageItem = strict({ ...item, by: uid(), at: time() })
export type StageItem = Static<typeof StageItem>
