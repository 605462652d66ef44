import { Type, type Static } from 'typebox'
import { BoardModes } from './board.ts'
import { ChatLine } from './chat.ts'
import { roles } from './constants.ts'
import { ClassModes, PersonMarks } from './control.ts'
import { count, counts, head, oneOf, strict, text, time, uid } from './envelope.ts'
import { StageItem } from './media.ts'
import { PickerResult } from './picker.ts'
import { QuizSnapshot, type TeacherQuizSnapshot } from './quiz.ts'
import { type SignalNotice } from './signal.ts'
import { type RosterEntry } from './snapshot.ts'
import { Widget, widgetKinds } from './widgets.ts'

/** Number of colours that people are told apart by. */
export const colours = 12

/** Features that count their events in `rev`. */
export const features = ['quiz', 'picker', 'widgets', 'chat', 'board', 'control'] as const
export type FeatureName = typeof features[number]

const me = strict({
  uid: uid(),
  role: oneOf(roles),
  name: text(64),
  stuNo: Type.Optional(text(128)),
  ...PersonMarks.properties,
  /** 0 to colours - 1. */
  colour: count(),
  hand: Type.Boolean(),
  help: Type.Boolean()
})

/** All that a pupil, or the projector, needs to know on joining. */
export const PupilSnapshot = strict({
  v: head.v,
  now: time(),
  rev: count(),
  me,
  class: strict({ classCode: text(64), title: text(200, 0), capacity: count() }),
  roster: strict({ te: count(), st: count() }),
  modes: ClassModes,
  quiz: Type.Union([QuizSnapshot, Type.Null()]),
  media: Type.Union([StageItem, Type.Null()]),
  widgets: Type.Partial(strict(Object.fromEntries(widgetKinds.map((kind) => [kind, Widget])) as Record<typeof widgetKinds[number], typeof Widget>)),
  board: BoardModes,
  picker: Type.Union([PickerResult, Type.Null()]),
  chat: Type.Array(ChatLine),
  revs: counts(features)
})
export type PupilSnapshot = Static<typeof PupilSnapshot>

export type TeacherRosterEntry = RosterEntry & PersonMarks & { colour: number }
/** Somebody who may not come back; one who had never come has no name. */
export interface BannedPerson { uid: string, name?: string, stuNo?: string }
/** `people` to teachers: who is new or has changed, who was taken out of the class, and where that has changed, all who may not come back. */
export interface PeopleNotice { v: number, at: number, people: TeacherRosterEntry[], removed: string[], banned?: readonly BannedPerson[] }

export interface TeacherSnapshot extends Omit<PupilSnapshot, 'roster' | 'quiz'> {
  roster: TeacherRosterEntry[]
  quiz: TeacherQuizSnapshot | null
  signal: SignalNotice
  /** Who was drawn and is left out of the next draw. */
  drawn: string[]
  banned: readonly BannedPerson[]
  /** Board that this teacher watches. */
  watching: string | null
}
export type ClassSnapshot = PupilSnapshot | TeacherSnapshot
