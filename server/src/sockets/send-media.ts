import { rooms } from '../../protocol/constants.ts'
import { type Media } from '../../protocol/events.ts'
import { AppError } from '../errors.ts'
import { type Components, type Handler } from './handlers.ts'
import { isJoined } from './types.ts'

/** Passes something on to everybody else in the class, signed with who sent it. */
export function createSendMedia ({ classrooms }: Components): Handler<'sendMedia'> {
  return (socket, { type, data }, ack) => {
    const { classCode, role, userName } = socket.data.user
    if (!isJoined(socket)) throw new AppError('NOT_JOINED', 'join first')
    if (role === 'ST' && !classrooms.of(socket.nsp).modes.share) throw new AppError('FORBIDDEN', 'pupils may not share at the moment')
    const media: Media = { eventName: 'sendMedia', classCode, sessionId: socket.id, userType: role, userName, type, data }
    try {
      socket.to(rooms.all(classCode)).emit('sendMedia', media)
    } catch {
      throw new AppError('BAD_REQUEST', 'the data is nested too deeply', { field: 'data' })
    }
    ack({})
  }
}
