import { Type, type Static } from 'typebox'
import { classCodePattern } from './constants.ts'
import { count, text, time } from './envelope.ts'

/** That of a class. */
export const password = (description = 'Of the class') => Type.String({ minLength: 1, maxLength: 64, description })

/** A class as the lobby lists it. */
export const LobbyEntry = Type.Object({
  classCode: Type.String(),
  title: Type.String(),
  capacity: count(),
  locked: Type.Boolean({ description: 'Not everybody can come in: it is locked, or needs a password' }),
  online: Type.Integer({ minimum: 0, description: 'Pupils' }),
  createdAt: time(),
  owner: Type.Union([Type.String(), Type.Null()], { description: 'uid of the teacher who opened it' })
})
export type LobbyEntry = Static<typeof LobbyEntry>
export const LobbyEntries = Type.Array(LobbyEntry)

/** Body of `POST /api/classrooms`. */
export const ClassDraft = Type.Object({
  title: text(200),
  capacity: Type.Integer({ minimum: 2, maximum: 500, description: 'Pupils at a time' }),
  password: Type.Optional(password()),
  classCode: Type.Optional(Type.String({ pattern: classCodePattern, description: 'That of the ticket, or one that is not in use; default: the server chooses one' }))
})
export type ClassDraft = Static<typeof ClassDraft>

/** `lobby:list`: all classes, the newest first; comes when a client connects. */
export interface LobbyList { v: number, at: number, classes: LobbyEntry[] }
/** `lobby:update`: `class` as it is now, or as it was when it was removed. */
export interface LobbyUpdate { v: number, at: number, type: 'new' | 'changed' | 'removed', class: LobbyEntry }
