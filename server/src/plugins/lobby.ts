import { fastifyPlugin } from 'fastify-plugin'
import { type Tickets } from '../auth/tickets.ts'
import { type Config } from '../config.ts'
import { toAppError } from '../errors.ts'
import { tell } from '../hosting/class-socket.ts'
import { Lobby } from '../hosting/lobby.ts'
import { refusal } from '../sockets/authenticate.ts'
import { limitUnsent } from '../sockets/unsent.ts'

declare module 'fastify' {
  interface FastifyInstance { lobby: Lobby }
}

/** Shows which classes there are. The namespace is there while somebody watches. */
export const lobby = fastifyPlugin<{ config: Config, tickets: Tickets }>(async (app, { config, tickets }) => {
  const created = new Lobby(app.io, () => app.classrooms.entries())
  const isOpen = !config.TICKET_SECRETS
  app.decorate('lobby', created)
  app.io.of(/^\/lobby$/)
    .use((socket, next) => {
      const allowed = isOpen ? Promise.resolve() : tickets.verify(socket.handshake.auth.ticket)
      allowed.then(() => next(), (error: unknown) => next(refusal(error)))
    })
    .on('connection', (socket) => {
      limitUnsent(socket.conn, config.UNSENT_BYTES, () => app.metrics.cuts.inc({ reason: 'slow' }))
      created.watch(socket).catch((error: unknown) => {
        tell(socket, 'app:error', toAppError(error).toProblem())
        socket.disconnect(true)
      })
    })
  app.addHook('preClose', async () => created.close())
}, { name: 'lobby', dependencies: ['socket-io', 'classrooms', 'metrics'] })
