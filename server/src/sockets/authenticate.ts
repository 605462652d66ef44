import { type Tickets } from '../auth/tickets.ts'
import { AppError, toAppError } from '../errors.ts'
import { type ClassSocket } from '../hosting/class-socket.ts'

/** Lets a socket into the namespace that its ticket is for. Identity and role come from the ticket alone. */
export function createAuthenticate (tickets: Tickets) {
  return (socket: ClassSocket, next: (error?: Error) => void): void => {
    tickets.verify(socket.handshake.auth.ticket).then((user) => {
      if (`/${user.classCode}` !== socket.nsp.name) throw new AppError('FORBIDDEN', 'the ticket is for another class')
      if (socket.recovered && socket.data.user.uid !== user.uid) throw new AppError('FORBIDDEN', 'the ticket is for another person')
      socket.data.user = user
      next()
    }).catch((error: unknown) => next(refusal(error)))
  }
}

/** Socket.IO hands `message` and `data` of an error to the client. */
export function refusal (error: unknown): Error {
  const problem = toAppError(error).toProblem()
  return Object.assign(new Error(problem.message), { data: problem })
}
