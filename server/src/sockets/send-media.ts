import { randomUUID } from 'node:crypto'
import { rooms } from '../../protocol/constants.ts'
import { type Media } from '../../protocol/events.ts'
import { mayShare } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { actorOf, mustBeJoined } from '../hosting/class-socket.ts'
import { type Components, type Handler } from './handler.ts'
import { stageItem } from './stage-item.ts'

/** Passes something on to everybody else in the class, signed with who sent it; what it puts on the stage is remembered for those who come later. */
export function createSendMedia ({ classrooms }: Components): Handler<'sendMedia'> {
  return async (socket, { type, data }, ack) => {
    mustBeJoined(socket)
    const { classCode, role, userName } = socket.data.user
    const hosted = classrooms.of(socket.nsp)
    if (!mayShare(hosted.state, socket.data.user)) throw new AppError('FORBIDDEN', 'pupils may not share at the moment', { retryable: true })
    const media: Media = { eventName: 'sendMedia', classCode, sessionId: socket.id, userType: role, userName, type, data }
    try {
      socket.to(rooms.all(classCode)).emit('sendMedia', media)
    } catch {
      throw new AppError('BAD_REQUEST', 'the data is nested too deeply', { field: 'data' })
    }
    const item = stageItem(type, data)
    if (item !== undefined) await hosted.submit({ type: 'media:set', by: actorOf(socket), cmdId: randomUUID(), data: { item } })
    else await hosted.flush()
    ack({})
  }
}
