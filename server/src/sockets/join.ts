import { rooms } from '../../protocol/constants.ts'
import { type JoinNotice } from '../../protocol/events.ts'
import { type Components, type Handler } from './handlers.ts'
import { takeSnapshot } from './snapshot.ts'
import { isJoined } from './types.ts'

/** Lets the socket take part. Doing it again brings a new snapshot and nothing else. */
export function createJoin ({ classrooms, metrics }: Components): Handler<'join'> {
  return async (socket, _message, ack) => {
    const { user } = socket.data
    const { classCode, uid, role, userName } = user
    const classroom = classrooms.of(socket.nsp)
    const wasJoined = isJoined(socket)
    await socket.join([rooms.all(classCode), rooms.role(role), rooms.person(uid)])
    const isNew = await classroom.presence.enter(socket)
    const snapshot = await takeSnapshot(classroom, user)
    ack({})
    socket.emit('joined', snapshot)
    if (isNew) {
      const notice: JoinNotice = { eventName: 'join', classCode, uid, userType: role, userName, sessionId: socket.id }
      socket.to(rooms.all(classCode)).emit('join', notice)
    }
    if (!wasJoined) metrics.joins.observe((Date.now() - socket.handshake.issued) / 1000)
  }
}
