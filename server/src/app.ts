import { fastify, type FastifyInstance, type FastifySchema } from 'fastify'
import { type Log } from 'socket.io-kafka-adapter'
import { type TSchema } from 'typebox'
import { keysOf } from './auth/keys.ts'
import { createTickets } from './auth/tickets.ts'
import { createLog } from './cluster.ts'
import { type Config } from './config.ts'
import { toAppError } from './errors.ts'
import { loggerOptions } from './logger.ts'
import { createOriginPolicy } from './origins.ts'
import { classrooms } from './plugins/classrooms.ts'
import { docs } from './plugins/docs.ts'
import { errors, sendProblem } from './plugins/errors.ts'
import { gauges } from './plugins/gauges.ts'
import { lobby } from './plugins/lobby.ts'
import { media } from './plugins/media.ts'
import { metrics } from './plugins/metrics.ts'
import { readiness } from './plugins/readiness.ts'
import { records } from './plugins/records.ts'
import { security } from './plugins/security.ts'
import { socketIo } from './plugins/socket-io.ts'
import { web } from './plugins/web.ts'
import { classRoutes } from './routes/classes.ts'
import { classroomRoutes } from './routes/classrooms.ts'
import { joinRoutes } from './routes/join.ts'
import { mediaRoutes } from './routes/media.ts'
import { quizSetRoutes } from './routes/quiz-sets.ts'
import { validator } from './validate.ts'

/**
 * The application of one node, ready to listen.
 * @param log - what connects it with the other nodes, where it is not what the configuration says
 */
export async function buildApp (config: Config, log?: Log): Promise<FastifyInstance> {
  const app = fastify({
    logger: loggerOptions(config),
    trustProxy: config.TRUST_PROXY,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    frameworkErrors: sendProblem
  })
  app.setValidatorCompiler(({ schema }: { schema: TSchema & FastifySchema }) => {
    const validate = validator(schema)
    return (value) => {
      try {
        return { value: validate(value) }
      } catch (error) {
        return { error: toAppError(error) }
      }
    }
  })
  const origins = createOriginPolicy(config)
  const tickets = createTickets(keysOf(config.TICKET_SECRETS), {
    use: (...launch) => app.classrooms.useLaunch(...launch)
  })
  if (!config.TICKET_SECRETS) app.log.warn('OPEN MODE: TICKET_SECRETS is not set, so anybody may join any class as anybody, also as a teacher. For development only.')

  await app.register(errors)
  await app.register(security, { config, origins })
  await app.register(docs)
  await app.register(metrics)
  await app.register(readiness, { config })
  await app.register(records, { config })
  await app.register(media, { config })
  await app.register(socketIo, { config, log: log ?? createLog(config, app.log), origins })
  await app.register(classrooms, { config, tickets })
  await app.register(lobby, { config, tickets })
  await app.register(gauges)
  await app.register(joinRoutes, { config, tickets })
  await app.register(classroomRoutes, { config, tickets })
  await app.register(mediaRoutes, { tickets })
  await app.register(quizSetRoutes, { tickets })
  await app.register(classRoutes, { tickets })
  await app.register(web, { config })
  return app
}
