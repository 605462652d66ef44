import type { Value } from '@protocol/quiz.ts'

/** An answer that the server has not taken yet. It is kept over a reload, so that it arrives, and only once. */
export interface PendingAnswer { classCode: string, qid: string, round: number, value: Value, cmdId: string }

const key = 'pendingAnswer'

export function keepPending (answer: PendingAnswer | undefined): void {
  if (answer) sessionStorage.setItem(key, JSON.stringify(answer))
  else sessionStorage.removeItem(key)
}

export function keptPending (): PendingAnswer | undefined {
  const text = sessionStorage.getItem(key)
  return text === null ? undefined : JSON.parse(text)
}
