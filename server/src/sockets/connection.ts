import { type FastifyBaseLogger } from 'fastify'
import { toAppError } from '../errors.ts'
import { dispatchMessages } from './dispatch.ts'
import { createHandlers, type Components } from './handlers.ts'
import { isJoined, tell, type ClassSocket } from './types.ts'

/** Wires a socket whose ticket was accepted. */
export function createConnection (components: Components, log: FastifyBaseLogger) {
  const { config, classrooms, metrics } = components
  const handlers = createHandlers(components)

  return (socket: ClassSocket): void => {
    const socketLog = log.child({ socketId: socket.id, class: socket.nsp.name })
    socketLog.debug({ recovered: socket.recovered }, 'connected')
    dispatchMessages(socket, { handlers, metrics, log: socketLog, eventsPerSecond: config.EVENTS_PER_SECOND })

    // A socket that goes on where it was has its rooms, and does not join again. Its class may not have it back.
    if (socket.recovered && isJoined(socket)) {
      classrooms.of(socket.nsp).join(socket).catch((error: unknown) => {
        tell(socket, 'app:error', toAppError(error).toProblem())
        socket.disconnect(true)
      })
    }
    const joinTimeout = setTimeout(() => {
      if (!isJoined(socket)) socket.disconnect(true)
    }, config.JOIN_TIMEOUT_MS)

    socket.on('disconnect', (reason) => {
      clearTimeout(joinTimeout)
      classrooms.of(socket.nsp).end(socket)
      socketLog.debug({ reason }, 'disconnected')
    })
  }
}
