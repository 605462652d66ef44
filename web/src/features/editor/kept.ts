import type { QuizSet } from '@protocol/quiz-set.ts'

const keyOf = (id: string): string => `set:${id}`

/** Keeps on this device what the server does not have yet. */
export const keepDraft = (set: QuizSet): void => localStorage.setItem(keyOf(set.id), JSON.stringify(set))
export const forgetDraft = (id: string): void => localStorage.removeItem(keyOf(id))
export function keptDraft (id: string): QuizSet | undefined {
  const text = localStorage.getItem(keyOf(id))
  return text === null ? undefined : JSON.parse(text)
}
