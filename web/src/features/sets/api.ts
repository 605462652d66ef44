import type { QuizSet, ReadySet } from '@protocol/quiz-set.ts'
import type { QuizSetEntry, QuizSetImport } from '@protocol/quiz-sets.ts'
import { request } from '../entry/api.ts'
import { keptSession } from '../entry/session.ts'

/** A set without its id, which the server chooses. */
export type SetDraft = Omit<QuizSet, 'id'>

const created = 201
const path = (id = ''): string => `/api/quiz-sets${id && `/${encodeURIComponent(id)}`}`
const ticket = (): string | undefined => keptSession()?.ticket
async function json<T> (response: Promise<Response>): Promise<T> {
  return await (await response).json() as T
}

/** The teacher's sets; each call throws an ApiError when it fails. */
export const setsApi = {
  list: () => json<QuizSetEntry[]>(request(path(), { ticket: ticket() })),
  read: (id: string) => json<QuizSet>(request(path(id), { ticket: ticket() })),
  create: (body: SetDraft) => json<QuizSet>(request(path(), { body, ticket: ticket() })),
  save: ({ id, ...body }: QuizSet | ReadySet) => json<QuizSet>(request(path(id), { method: 'PUT', body, ticket: ticket() })),
  remove: (id: string) => request(path(id), { method: 'DELETE', ticket: ticket() }),
  /** kept: whether it is in the library now; where there is none, it is only read. */
  importFile: async (body: QuizSetImport) => {
    const response = await request(path('import'), { body, ticket: ticket() })
    return { set: await response.json() as QuizSet, kept: response.status === created }
  },
  exportFile: async (id: string) => await (await request(`${path(id)}/export`, { ticket: ticket() })).blob()
}
