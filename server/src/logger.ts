import { type FastifyServerOptions } from 'fastify'
import { type Config } from './config.ts'

/** Lines are JSON, unless a developer reads them. Addresses of the popup carry names: their query never gets into the log, nor does the address of a person. */
export function loggerOptions ({ LOG_LEVEL, NODE_ENV }: Config): FastifyServerOptions['logger'] {
  return {
    level: LOG_LEVEL,
    serializers: { req: ({ method, url }) => ({ method, path: url.split('?', 1)[0] }) },
    ...process.stdout.isTTY && NODE_ENV === 'development' && { transport: { target: 'pino-pretty' } }
  }
}
