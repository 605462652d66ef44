import { randomInt, randomUUID } from 'node:crypto'
import { type FastifyInstance, type FastifyRequest } from 'fastify'
import { HttpProblem } from '../../protocol/http.ts'
import { ClassDraft, LobbyEntries, LobbyEntry } from '../../protocol/lobby.ts'
import { type User } from '../../protocol/user.ts'
import { bearer } from '../auth/bearer.ts'
import { hashPassword } from '../auth/passwords.ts'
import { type Tickets } from '../auth/tickets.ts'
import { type Config } from '../config.ts'
import { AppError } from '../errors.ts'

/** Without those that look like others. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const codeLength = 6

/** The lobby over HTTP. In the open mode nobody needs a ticket. */
export async function classroomRoutes (app: FastifyInstance, { config, tickets }: { config: Config, tickets: Tickets }): Promise<void> {
  const errors = { '4xx': HttpProblem, '5xx': HttpProblem }
  const isOpen = !config.TICKET_SECRETS

  /** @returns undefined for somebody who says nothing of themselves, in the open mode */
  async function sender (request: FastifyRequest): Promise<User | undefined> {
    return isOpen && request.headers.authorization === undefined ? undefined : await bearer(request, tickets)
  }

  app.get('/api/classrooms', {
    config: { rateLimit: {} },
    schema: { summary: 'The classes that are going on, the newest first', tags: ['lobby'], response: { 200: LobbyEntries, ...errors } }
  }, async (request) => {
    await sender(request)
    return await app.lobby.list()
  })

  app.post<{ Body: ClassDraft }>('/api/classrooms', {
    config: { rateLimit: {} },
    schema: { summary: 'Opens a class; it is there for a while even if nobody comes', tags: ['lobby'], body: ClassDraft, response: { 201: LobbyEntry, ...errors } }
  }, async (request, reply) => {
    const user = await sender(request)
    if (user && user.role !== 'TE') throw new AppError('FORBIDDEN', 'only teachers may')
    const { title, capacity, password, classCode = newCode() } = request.body
    const hash = password === undefined ? {} : { password: await hashPassword(password) }
    const hosted = await app.classrooms.open(classCode)
    const isForeign = hosted.entry !== undefined && user !== undefined && user.classCode !== classCode && hosted.entry.owner !== user.uid
    if (isForeign) throw new AppError('FORBIDDEN', 'somebody else teaches this class', { field: 'classCode' })
    const data = { title, capacity, ...hash, ...user && { owner: user.uid } }
    const result = await hosted.submit({ type: 'class:open', by: { role: 'SYS' }, cmdId: randomUUID(), data })
    if (!result.ok) throw AppError.of(result)
    return await reply.code(201).send(hosted.entry)
  })
}

function newCode (): string {
  return Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
}
