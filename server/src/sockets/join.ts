import { rooms } from '../../protocol/constants.ts'
import { arrive } from './arrive.ts'
import { type Components, type Handler } from './handlers.ts'
import { takeSnapshot } from './snapshot.ts'
import { isJoined, tell } from './types.ts'

/** Lets the socket take part. Doing it again brings a new snapshot and nothing else. */
export function createJoin ({ classrooms, metrics }: Components): Handler<'join'> {
  return async (socket, _message, ack) => {
    const { user } = socket.data
    const classroom = classrooms.of(socket.nsp)
    const wasJoined = isJoined(socket)
    await socket.join([rooms.all(user.classCode), rooms.role(user.role), rooms.person(user.uid)])
    await arrive(socket, classroom.presence)
    const snapshot = await takeSnapshot(classroom, user)
    ack({})
    tell(socket, 'joined', snapshot)
    if (!wasJoined) metrics.joins.observe((Date.now() - socket.handshake.issued) / 1000)
  }
}
