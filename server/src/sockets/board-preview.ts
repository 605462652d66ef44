import { personBoard } from '../../protocol/board.ts'
import { protocolVersion } from '../../protocol/constants.ts'
import { boardAccess, rooms } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { mustBeJoined, type ClassSocket } from '../hosting/class-socket.ts'
import { type Components, type Handler } from './handler.ts'

/** Pictures are sent each 2 s; one that was delayed on its way is followed sooner by the next. */
const everyMs = 1_500

/** Shows teachers how the board of a pupil comes along. Nobody misses a picture that is lost. */
export function createBoardPreview ({ classrooms }: Components): Handler<'wb:preview'> {
  const sentAt = new WeakMap<ClassSocket, number>()
  return (socket, { picture }, ack) => {
    mustBeJoined(socket)
    const { user } = socket.data
    const access = boardAccess(classrooms.of(socket.nsp).state, user, personBoard(user.uid))
    if (user.role !== 'ST' || access === 'none') throw new AppError('FORBIDDEN', 'there is no board of their own', { retryable: true })
    const now = performance.now()
    if (now < (sentAt.get(socket) ?? -Infinity) + everyMs) throw new AppError('RATE_LIMIT', 'at most one picture each 2 s')
    sentAt.set(socket, now)
    socket.nsp.to(rooms.teachers).volatile.emit('wb:preview', { v: protocolVersion, uid: user.uid, picture })
    ack({})
  }
}
