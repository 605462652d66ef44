import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'
import { type HttpProblem } from '../../protocol/http.ts'
import { AppError, retryAfterSeconds, toAppError } from '../errors.ts'

/** Every error of every route has the same body. */
export const errors = fastifyPlugin(async (app) => {
  app.setErrorHandler(sendProblem)
})

/** Also for what fails before there is a route, such as a broken path. */
export function sendProblem (error: FastifyError | AppError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message, field, statusCode, cause } = fromFramework(error) ?? toAppError(error)
  if (statusCode >= 500 && cause) request.log.error({ err: cause }, 'request failed')
  if (statusCode === 503) reply.header('retry-after', retryAfterSeconds)
  return reply.code(statusCode).send({ code, message, ...field && { field } } satisfies HttpProblem)
}

/** What Fastify and its plugins say about a request that cannot be used. */
function fromFramework (error: Error & { statusCode?: number }): AppError | undefined {
  const { statusCode = 500, message } = error
  if (error instanceof AppError || statusCode >= 500) return undefined
  const code = statusCode === 413 ? 'TOO_LARGE' : statusCode === 429 ? 'RATE_LIMIT' : 'BAD_REQUEST'
  return new AppError(code, message, { statusCode })
}
