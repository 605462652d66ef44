import { Type, type Static } from 'typebox'
import { count } from './envelope.ts'

/** What the server calls a file. */
export const mediaId = /^[0-9a-f-]{36}\.[a-z0-9]{3,4}$/
export const MediaParams = Type.Object({ id: Type.String() })
export type MediaParams = Static<typeof MediaParams>

export const UploadReply = Type.Object({
  id: Type.String(),
  url: Type.String({ description: 'For the members of the class, for 12 to 24 hours' }),
  kind: Type.Enum(['image', 'video', 'audio', 'link', 'file'], { type: 'string' }),
  contentType: Type.String(),
  size: count()
})
export type UploadReply = Static<typeof UploadReply>
