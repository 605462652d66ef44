import { rooms } from '../../protocol/constants.ts'
import { type JoinNotice } from '../../protocol/events.ts'
import { type Presence } from './presence.ts'
import { type ClassSocket } from './types.ts'

/** Counts a socket in, and tells the others, unless its person was here already. */
export async function arrive (socket: ClassSocket, presence: Presence): Promise<void> {
  if (!await presence.enter(socket)) return
  const { classCode, uid, role, userName } = socket.data.user
  const notice: JoinNotice = { eventName: 'join', classCode, uid, userType: role, userName, sessionId: socket.id }
  socket.to(rooms.all(classCode)).emit('join', notice)
}
