import { randomUUID } from 'node:crypto'
import { AppError } from '../errors.ts'
import { actorOf } from '../hosting/class-socket.ts'
import { type Components, type Handler } from './handler.ts'

/** The person leaves for good, with all sockets and without the grace. */
export function createLeave ({ classrooms }: Components): Handler<'leave'> {
  return async (socket, _payload, ack) => {
    const hosted = classrooms.of(socket.nsp)
    // The command ends this socket, too, and nothing can be said to it afterwards.
    const leaving = hosted.submit({ type: 'leave', by: actorOf(socket), cmdId: randomUUID(), data: {} })
    ack({})
    const result = await leaving
    if (!result.ok) throw AppError.of(result)
  }
}
