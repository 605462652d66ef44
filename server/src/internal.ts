import { fastify, type FastifyInstance } from 'fastify'

/** What is told of a node, or of several. */
interface Observed {
  readiness: { reasons (): string[] }
  metrics: { registry: { contentType: string, metrics (): Promise<string> } }
}

/**
 * Health and metrics, on a port of their own that is not routed to the outside.
 * /healthz answers while the event loop runs, whatever Kafka does: a restart would not bring Kafka back.
 */
export function buildInternal ({ metrics, readiness }: Observed): FastifyInstance {
  const internal = fastify({ logger: { level: 'warn' } })

  internal.get('/healthz', async () => ({ ok: true }))

  internal.get('/readyz', async (_request, reply) => {
    const reasons = readiness.reasons()
    return reply.code(reasons.length ? 503 : 200).send({ ready: !reasons.length, reasons })
  })

  internal.get('/metrics', async (_request, reply) => {
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })

  return internal
}
