import { type Components, type Handler } from './handlers.ts'

/** The person leaves for good, with all sockets and without the grace. */
export function createLeave ({ classrooms }: Components): Handler<'leave'> {
  return (socket, _payload, ack) => {
    ack({})
    classrooms.of(socket.nsp).presence.leave(socket)
  }
}
