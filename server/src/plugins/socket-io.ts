import { fastifyPlugin } from 'fastify-plugin'
import { type IncomingMessage, type ServerResponse } from 'node:http'
import { Server } from 'socket.io'
import { createAdapter, KafkaAdapterError, type KafkaAdapter, type Log } from 'socket.io-kafka-adapter'
import { type Config } from '../config.ts'
import { AppError, retryAfterSeconds } from '../errors.ts'
import { type ClassServer } from '../hosting/class-socket.ts'
import { type OriginPolicy } from '../origins.ts'
import { refusal } from '../sockets/authenticate.ts'

declare module 'fastify' {
  interface FastifyInstance {
    io: ClassServer
    /** The adapter of the main namespace: it speaks for this node. */
    node: KafkaAdapter
  }
}

/** Socket.IO on the application's port, as one node of the cluster. */
export const socketIo = fastifyPlugin<{ config: Config, log: Log, origins: OriginPolicy }>(async (app, { config, log, origins }) => {
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
    connectTimeout: config.JOIN_TIMEOUT_MS,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: config.FRAME_BYTES,
    cors: { origin: (origin, callback) => callback(null, origin !== undefined && origins.lists(origin)) },
    allowRequest: (request, callback) => {
      const isAllowed = origins.allows(request.headers)
      const isAccepted = isAllowed && app.readiness.accepts()
      if (!isAccepted) app.metrics.refusals.inc({ reason: isAllowed ? 'unavailable' : 'origin' })
      if (isAllowed && !isAccepted) sendUnavailable(request)
      callback(null, isAccepted)
    }
  })
  // Clients connect to their class; nothing is said in the main namespace.
  io.use((_socket, next) => next(refusal(new AppError('FORBIDDEN', 'connect to the namespace of a class'))))
  app.decorate('io', io)
  app.decorate('node', io.of('/').adapter as KafkaAdapter)
  // Closed with onClose, connected clients would keep the server open for ever.
  app.addHook('preClose', async () => {
    // It waits for every connection; one that was busy a moment ago would be kept for a next request.
    const closing = setInterval(() => app.server.closeIdleConnections(), 100)
    await io.close()
    clearInterval(closing)
  })
}, { name: 'socket-io', dependencies: ['metrics', 'readiness'] })

/** A client that is refused like that tries again by itself, and finds another node. Engine.IO only knows 400 and 403. */
function sendUnavailable ({ res, socket }: IncomingMessage & { res?: ServerResponse }): void {
  const problem = JSON.stringify({ code: 'UNAVAILABLE', message: 'this node takes nobody at the moment' })
  const headers = { 'content-type': 'application/json', 'content-length': problem.length, 'retry-after': String(retryAfterSeconds), connection: 'close' }
  if (res) {
    res.writeHead(503, headers).end(problem)
  } else {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 503 Service Unavailable\r\n${lines.join('')}\r\n${problem}`)
  }
}
