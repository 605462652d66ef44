import { type FastifyBaseLogger } from 'fastify'
import { AppError, toAppError } from '../errors.ts'
import { isJoined, tell, type ClassSocket } from '../hosting/class-socket.ts'
import { dispatchMessages } from './dispatch.ts'
import { type Components } from './handler.ts'
import { createHandlers } from './handlers.ts'
import { limitUnsent } from './unsent.ts'

/** Wires a socket whose ticket was accepted. */
export function createConnection (components: Components, log: FastifyBaseLogger) {
  const { config, classrooms, metrics } = components
  const handlers = createHandlers(components)

  function cut (socket: ClassSocket, reason: 'not-joined' | 'too-many', error: AppError): void {
    metrics.cuts.inc({ reason })
    tell(socket, 'app:error', error.toProblem())
    socket.disconnect(true)
  }

  return (socket: ClassSocket): void => {
    const socketLog = log.child({ socketId: socket.id, class: socket.nsp.name })
    socketLog.debug({ recovered: socket.recovered }, 'connected')
    dispatchMessages(socket, { handlers, metrics, log: socketLog, config })
    limitUnsent(socket.conn, config.UNSENT_BYTES, () => {
      metrics.cuts.inc({ reason: 'slow' })
      socketLog.info('too slow')
    })

    const own = [...socket.nsp.sockets.values()].filter(({ data }) => data.user.uid === socket.data.user.uid)
    for (const oldest of own.slice(0, -config.SOCKETS_PER_PERSON)) {
      cut(oldest, 'too-many', new AppError('RATE_LIMIT', `at most ${config.SOCKETS_PER_PERSON} connections of one person`, { retryable: false }))
    }

    // A socket that goes on where it was has its rooms, and does not join again. Its class may not have it back.
    if (socket.recovered && isJoined(socket)) {
      classrooms.of(socket.nsp).join(socket).catch((error: unknown) => {
        tell(socket, 'app:error', toAppError(error).toProblem())
        socket.disconnect(true)
      })
    }
    const joinTimeout = setTimeout(() => {
      if (!isJoined(socket)) cut(socket, 'not-joined', new AppError('NOT_JOINED', `join within ${config.JOIN_TIMEOUT_MS} ms`))
    }, config.JOIN_TIMEOUT_MS)

    socket.on('disconnect', (reason) => {
      clearTimeout(joinTimeout)
      classrooms.of(socket.nsp).end(socket)
      socketLog.debug({ reason }, 'disconnected')
    })
  }
}
