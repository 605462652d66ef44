import { type Components, type Handler } from './handlers.ts'
import { isJoined } from './types.ts'

/** Lets the socket take part. Doing it again brings a new snapshot and nothing else. */
export function createJoin ({ classrooms, metrics }: Components): Handler<'join'> {
  return async (socket, _message, ack) => {
    const wasJoined = isJoined(socket)
    await classrooms.of(socket.nsp).join(socket)
    ack({})
    if (!wasJoined) metrics.joins.observe((Date.now() - socket.handshake.issued) / 1000)
  }
}
