import { tell } from '../hosting/class-socket.ts'
import { type Handler } from './handler.ts'

/** Answers to this socket only: clients join on every `connected` that they see. */
export function createItsme (): Handler<'itsme'> {
  return (socket, _info, ack) => {
    ack({})
    tell(socket, 'connected', socket.id)
  }
}
