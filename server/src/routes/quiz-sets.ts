import { randomUUID } from 'node:crypto'
import { type FastifyInstance, type FastifyRequest } from 'fastify'
import { HttpProblem } from '../../protocol/http.ts'
import { type QuizSet } from '../../protocol/quiz-set.ts'
import { ImportProblems, QuizSetDraft, QuizSetEntries, QuizSetImport, QuizSetParams } from '../../protocol/quiz-sets.ts'
import { bearerTeacher } from '../auth/bearer.ts'
import { type Tickets } from '../auth/tickets.ts'
import { faultsOf, importCsv, importJson } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { withLinks } from '../media/set-links.ts'
import { deleteSet, getSet, listSets, putSet } from '../records/quiz-sets.ts'

/** A set of 200 questions; far more than the other routes take. */
const bodyLimit = 2 * 1024 * 1024

/** The sets that a teacher keeps; nobody else sees them. */
export async function quizSetRoutes (app: FastifyInstance, { tickets }: { tickets: Tickets }): Promise<void> {
  const { records, media: { links } } = app
  const errors = { '4xx': HttpProblem, '5xx': HttpProblem }
  const schema = (summary: string, more: object = {}) => ({ schema: { summary, tags: ['quiz sets'], response: errors, ...more } })
  const params = QuizSetParams
  type Id = { Params: { id: string } }

  async function keep (request: FastifyRequest, set: QuizSet): Promise<QuizSet> {
    const { uid } = await bearerTeacher(request, tickets)
    const isKept = await records.run((db) => putSet(db, uid, set, Date.now()))
    if (!isKept) throw new AppError('FULL', 'there are too many sets: delete one')
    return set
  }

  async function find (request: FastifyRequest<Id>): Promise<QuizSet> {
    const { uid, classCode } = await bearerTeacher(request, tickets)
    const set = await records.run((db) => getSet(db, uid, request.params.id))
    if (!set) throw noSuchSet()
    return withLinks(set, links, classCode)
  }

  app.get('/api/quiz-sets', schema("The teacher's sets, the one that was changed last first", { response: { 200: QuizSetEntries, ...errors } }), async (request) => {
    const { uid } = await bearerTeacher(request, tickets)
    if (!records.isKept) throw new AppError('NOT_FOUND', 'no sets are kept here')
    return await records.run((db) => listSets(db, uid))
  })

  app.post<{ Body: Record<string, unknown> }>('/api/quiz-sets', { bodyLimit, ...schema('Keeps a new set', { body: QuizSetDraft }) }, async (request, reply) => {
    await bearerTeacher(request, tickets)
    return reply.code(201).send(await keep(request, checked({ ...request.body, id: randomUUID() })))
  })

  app.get<Id>('/api/quiz-sets/:id', schema('A set', { params }), find)

  app.put<Id & { Body: Record<string, unknown> }>('/api/quiz-sets/:id', { bodyLimit, ...schema('Keeps a set in the place of the one that is there', { params, body: QuizSetDraft }) }, async (request) => {
    await find(request)
    return await keep(request, checked({ ...request.body, id: request.params.id }))
  })

  app.delete<Id>('/api/quiz-sets/:id', schema('Deletes a set', { params }), async (request, reply) => {
    const { uid } = await bearerTeacher(request, tickets)
    if (!await records.run((db) => deleteSet(db, uid, request.params.id))) throw noSuchSet()
    return reply.code(204).send()
  })

  app.post<{ Body: QuizSetImport }>('/api/quiz-sets/import', {
    bodyLimit, ...schema('Keeps a set from a file, or with 200 only reads it where no sets are kept; what is wrong with the file is told with its line and column', { body: QuizSetImport, response: { ...errors, 400: ImportProblems } })
  }, async (request, reply) => {
    await bearerTeacher(request, tickets)
    const { format, file, title = 'Quiz' } = request.body
    const id = randomUUID()
    const imported = format === 'json' ? importJson(file, id) : importCsv(file, { id, title, scoring: 'accuracy' })
    if (imported.ok) return records.isKept ? reply.code(201).send(await keep(request, imported.set)) : imported.set
    const { problems } = imported
    const [{ line, column, message }] = problems as [typeof problems[number]]
    return reply.code(400).send({ code: 'BAD_REQUEST', message: `line ${line}, column ${column}: ${message}`, field: 'file', problems: problems.slice(0, 100) })
  })

  app.get<Id>('/api/quiz-sets/:id/export', schema('A set as a file that can be imported', { params }), async (request, reply) => {
    const set = await find(request)
    return reply.type('application/json; charset=utf-8').header('content-disposition', `attachment; filename="quiz-set.json"; filename*=UTF-8''${encodeURIComponent(`${set.title}.json`)}`)
      .send(JSON.stringify(set, null, 2))
  })
}

const noSuchSet = () => new AppError('NOT_FOUND', 'there is no such set')

function checked (set: unknown): QuizSet {
  const [fault] = faultsOf(set)
  if (fault) throw new AppError('BAD_REQUEST', [fault.path, fault.message].filter(Boolean).join(' '), { field: fault.path.replaceAll('/', '.') })
  return set as QuizSet
}
