import { Type, type Static } from 'typebox'
import { count, id, text, time } from './envelope.ts'
import { HttpProblem } from './http.ts'

/** A set in the list of those that a teacher keeps. */
export const QuizSetEntry = Type.Object({ id: id(), title: text(200), questions: count(), updatedAt: time() })
export type QuizSetEntry = Static<typeof QuizSetEntry>
export const QuizSetEntries = Type.Array(QuizSetEntry)

export const QuizSetParams = Type.Object({ id: id() })

/** A new set: the server chooses its id. Whether its parts fit together is checked beside this schema. */
export const QuizSetDraft = Type.Record(Type.String(), Type.Unknown(), { description: 'A set without its id' })

/** Body of an import: the text of a file. */
export const QuizSetImport = Type.Object({
  format: Type.Enum(['json', 'csv'], { type: 'string' }),
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Of a table, which has none of its own' })),
  file: Type.String({ minLength: 1, maxLength: 1_000_000 })
})
export type QuizSetImport = Static<typeof QuizSetImport>

/** The first fault of a file, as any error, and all of them with their places, both from 1. */
export const ImportProblems = Type.Object({
  ...HttpProblem.properties,
  problems: Type.Array(Type.Object({ line: count(), column: count(), message: Type.String() }))
})
