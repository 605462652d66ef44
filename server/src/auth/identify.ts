import { type JoinRequest } from '../../protocol/http.ts'
import { type User } from '../../protocol/user.ts'
import { AppError } from '../errors.ts'
import { type Tickets } from './tickets.ts'
import { toUser } from './user.ts'

interface IdentifyOptions {
  tickets: Tickets
  /** Whether the body alone is believed. */
  open: boolean
}

/**
 * Who sends a join: by the ticket, the launch, or (in the open mode) by what the body says.
 * @param use - whether a launch is used up
 * @returns the person and, where the body holds one, the ticket that goes on
 * @throws {AppError} FORBIDDEN or BAD_REQUEST
 */
export async function identify (body: JoinRequest, use: boolean, { tickets, open }: IdentifyOptions): Promise<{ user: User, ticket?: string }> {
  if (body.ticket) return { user: await tickets.verify(body.ticket), ticket: body.ticket }
  if (body.launch) return { user: await tickets.verifyLaunch(body.launch, use) }
  if (!open) throw new AppError('FORBIDDEN', 'a launch or a ticket is needed')
  return { user: toUser(body) }
}
