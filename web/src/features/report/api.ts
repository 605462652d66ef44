import type { ClassReportReply, ClassRun } from '@protocol/reports.ts'
import type { Static } from 'typebox'
import { request } from '../entry/api.ts'
import { keptSession } from '../entry/session.ts'

export type ClassReport = Static<typeof ClassReportReply>
export type QuizReport = ClassReport['quizzes'][number]

const path = (run: string, rest = ''): string => `/api/classes/${encodeURIComponent(run)}${rest}`
const ticket = (): string | undefined => keptSession()?.ticket

/** Lessons of the teacher and their reports; each call throws an ApiError when it fails. */
export const reportsApi = {
  /** @param before startedAt of the last lesson that is known */
  runs: async (before?: number) => await (await request(`/api/classes${before === undefined ? '' : `?before=${before}`}`, { ticket: ticket() })).json() as ClassRun[],
  report: async (run: string) => await (await request(path(run), { ticket: ticket() })).json() as ClassReport,
  file: async (run: string, no: number, format: 'xlsx' | 'csv') => await (await request(path(run, `/report.${format}?quiz=${no}`), { ticket: ticket() })).blob()
}
