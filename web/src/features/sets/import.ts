import type { QuizSetImport } from '@protocol/quiz-sets.ts'
import { ApiError } from '../entry/api.ts'

/** A fault of a file and where it is, both from 1. */
export interface ImportProblem { line: number, column: number, message: string }

/** The body of an import: tables have no title of their own, so they are called as their file is. */
export function importOf (name: string, file: string): QuizSetImport {
  const isJson = /\.json$/i.test(name) || file.trimStart().startsWith('{')
  const title = name.replace(/\.\w+$/, '').slice(0, 200)
  return { format: isJson ? 'json' : 'csv', file, ...!isJson && title && { title } }
}

/** What is wrong with a file, when that is why the import failed. */
export function problemsOf (error: unknown): ImportProblem[] {
  if (!(error instanceof ApiError) || typeof error.body !== 'object' || error.body === null || !('problems' in error.body)) return []
  return Array.isArray(error.body.problems) ? error.body.problems as ImportProblem[] : []
}

const faults = [['missing', /missing/], ['empty', /empty/], ['twice', /twice/], ['answer', /option/], ['value', /must/]] as const

/** What kind of fault a message is about, to say it in the language of the screen. */
export function faultOf (message: string): typeof faults[number][0] {
  return faults.find(([, words]) => words.test(message))?.[0] ?? 'value'
}
