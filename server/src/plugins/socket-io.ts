import { fastifyPlugin } from 'fastify-plugin'
import { Server } from 'socket.io'
import { createAdapter, KafkaAdapterError, type KafkaAdapter, type Log } from 'socket.io-kafka-adapter'
import { limits } from '../../protocol/constants.ts'
import { AppError } from '../errors.ts'
import { type OriginPolicy } from '../origins.ts'
import { refusal } from '../sockets/authenticate.ts'
import { type ClassServer } from '../sockets/types.ts'

declare module 'fastify' {
  interface FastifyInstance {
    io: ClassServer
    /** The adapter of the main namespace: it speaks for this node. */
    node: KafkaAdapter
  }
}

/** Socket.IO on the application's port, as one node of the cluster. */
export const socketIo = fastifyPlugin<{ log: Log, origins: OriginPolicy }>(async (app, { log, origins }) => {
  const onError = (error: Error) => {
    app.metrics.errors.inc({ code: error instanceof KafkaAdapterError ? error.code : 'OTHER' })
    app.log.warn({ err: error }, 'cluster')
  }
  const io: ClassServer = new Server(app.server, {
    adapter: createAdapter(log, { onError }),
    cleanupEmptyChildNamespaces: true,
    // Whoever comes back is still asked for a ticket.
    connectionStateRecovery: { skipMiddlewares: false },
    serveClient: false,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: limits.frameBytes,
    cors: { origin: (origin, callback) => callback(null, origin !== undefined && origins.lists(origin)) },
    // A client that is refused here tries again by itself, and finds another node.
    allowRequest: ({ headers }, callback) => callback(null, app.readiness.accepts() && origins.allows(headers))
  })
  // Clients connect to their class; nothing is said in the main namespace.
  io.use((_socket, next) => next(refusal(new AppError('FORBIDDEN', 'connect to the namespace of a class'))))
  app.decorate('io', io)
  app.decorate('node', io.of('/').adapter as KafkaAdapter)
  // Closed with onClose, connected clients would keep the server open for ever.
  app.addHook('preClose', () => io.close())
}, { name: 'socket-io', dependencies: ['metrics', 'readiness'] })
