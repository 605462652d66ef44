import { type QuizSet } from '../../../protocol/quiz-set.ts'
import { faultsOf, type Fault } from './faults.ts'
import { JsonError, readJson, type Located } from './json.ts'

/** What is wrong with a file, and where; both from 1. */
export interface ImportProblem { line: number, column: number, message: string }
export type Imported = { ok: true, set: QuizSet } | { ok: false, problems: ImportProblem[] }

export function finish (set: unknown, placeOf: (fault: Fault) => { line: number, column: number }): Imported {
  const faults = faultsOf(set)
  if (!faults.length) return { ok: true, set: set as QuizSet }
  return { ok: false, problems: faults.map((fault) => ({ ...placeOf(fault), message: [fault.path, fault.message].filter(Boolean).join(': ') })) }
}

/** A set as it was exported. @param id - what the set is called from now on */
export function importJson (file: string, id: string): Imported {
  const text = file.replace(/^\uFEFF/, '')
  try {
    const { value, places } = readJson(text)
    const isSet = typeof value === 'object' && value !== null && !Array.isArray(value)
    return finish(isSet ? { ...value, id } : value, ({ path }) => lineAt(text, nearest(places, path)))
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    return { ok: false, problems: [{ ...lineAt(text, error.index), message: error.message }] }
  }
}

/** Where a path is, or what it would be part of: what is missing is nowhere. */
function nearest (places: Located['places'], path: string): number {
  const found = places.get(path)
  if (found !== undefined || !path) return found ?? 0
  return nearest(places, path.split('/').slice(0, -1).join('/'))
}

function lineAt (text: string, index: number): { line: number, column: number } {
  const lines = text.slice(0, index).split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}
