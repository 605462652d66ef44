import { type FastifyRequest } from 'fastify'
import { type User } from '../../protocol/user.ts'
import { AppError } from '../errors.ts'
import { type Tickets } from './tickets.ts'

/**
 * Who sends a request: the ticket in its Authorization header says so.
 * @throws {AppError} FORBIDDEN
 */
export async function bearer ({ headers: { authorization = '' } }: FastifyRequest, tickets: Tickets): Promise<User> {
  return await tickets.verify(/^Bearer +(\S+)$/i.exec(authorization)?.[1])
}

/**
 * The teacher who sends a request.
 * @throws {AppError} FORBIDDEN
 */
export async function bearerTeacher (request: FastifyRequest, tickets: Tickets): Promise<User> {
  const user = await bearer(request, tickets)
  if (user.role !== 'TE') throw new AppError('FORBIDDEN', 'only teachers may')
  return user
}
