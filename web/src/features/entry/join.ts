import type { JoinReply } from '@protocol/http.ts'
import { ApiError, post } from './api.ts'
import { keepSession, keptClassCode, keptEntry, keptSession } from './session.ts'

const attempts = 4
const longestWaitMs = 10_000

/** Asks again when the server asks for patience. */
async function patiently<T> (request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request()
    } catch (error) {
      if (!(error instanceof ApiError && error.retryable) || attempt === attempts) throw error
      const wait = Math.min(error.retryAfterMs ?? 1000, longestWaitMs)
      await new Promise(resolve => setTimeout(resolve, wait + Math.random() * 500))
    }
  }
}

/**
 * Joins over HTTP as the person this tab was opened for: with the kept ticket, else as the popup was opened.
 * @param classCode the class that the address names, if it does
 * @param password of the class, when it asks for one
 * @throws {ApiError} NOT_FOUND when this tab was not opened for that class, else what the server said
 */
export async function join (classCode?: string, password?: string): Promise<JoinReply> {
  const entry = keptEntry()
  const kept = keptSession()
  const own = keptClassCode()
  if (!entry || (classCode !== undefined && classCode !== own)) throw new ApiError('NOT_FOUND')
  const body = { ...entry.userInfo, ...(kept ? { ticket: kept.ticket } : { launch: entry.launch }), ...(password !== undefined && { password }) }
  if (!kept) await patiently(() => post('/api/classrooms/nav', body))
  const enter = (): Promise<JoinReply> => post('/api/classrooms/getRealRoom', body)
  // Who has to wait after wrong passwords is told so instead.
  const session = await (password === undefined ? patiently(enter) : enter())
  keepSession(session)
  return session
}
