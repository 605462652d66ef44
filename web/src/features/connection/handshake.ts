import type { JoinReply } from '@protocol/http.ts'
import type { ClassSocket } from './socket.ts'

/** Introduces the person on every new session: connect -> itsme, own `connected` -> join. A recovered session needs neither. */
export function bindHandshake (socket: ClassSocket, user: () => JoinReply['user'], view?: 'screen'): void {
  socket.on('connect', () => {
    if (!socket.recovered) socket.emit('itsme', { ...user(), sessionId: socket.id ?? '' })
  })
  socket.on('connected', sessionId => {
    if (sessionId === socket.id) introduce(socket, user(), view)
  })
}

/** Joins the class. Doing it again brings a fresh snapshot and nothing else. */
function introduce (socket: ClassSocket, user: JoinReply['user'], view: 'screen' | undefined): void {
  const { classCode, role, userName } = user
  socket.emit('join', {
    eventName: 'join',
    classCode,
    userType: role,
    userName,
    teacher: role === 'TE' ? { ...user } : {},
    student: role === 'ST' ? { ...user } : {},
    sessionId: socket.id ?? '',
    sockMessage: {},
    ...(view && { view })
  })
}
