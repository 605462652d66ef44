import { fastifyPlugin } from 'fastify-plugin'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyInstance { metrics: Metrics }
}

export type Metrics = ReturnType<typeof createMetrics>

function createMetrics () {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    http: new Histogram({
      name: 'classroom_http_request_seconds',
      help: 'Duration of HTTP requests',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers
    }),
    events: new Counter({
      name: 'classroom_socket_events_total',
      help: 'Events of clients by what came of them: ok, or the code of the error',
      labelNames: ['event', 'result'],
      registers
    }),
    joins: new Histogram({
      name: 'classroom_join_seconds',
      help: 'From the connection of a socket to its snapshot',
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers
    }),
    cuts: new Counter({
      name: 'classroom_connections_cut_total',
      help: 'Connections that were ended, by reason: slow, not-joined, too-many (of one person)',
      labelNames: ['reason'],
      registers
    }),
    refusals: new Counter({
      name: 'classroom_connections_refused_total',
      help: 'Connections that were not taken, by reason: origin, unavailable, forbidden',
      labelNames: ['reason'],
      registers
    }),
    errors: new Counter({
      name: 'classroom_cluster_errors_total',
      help: 'What went wrong between this node and the others',
      labelNames: ['code'],
      registers
    })
  }
}

/** A registry of its own per application; what others measure, they register there. */
export const metrics = fastifyPlugin(async (app) => {
  const created = createMetrics()
  app.decorate('metrics', created)
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    created.http.observe({ method, route: routeOptions.url ?? 'none', status: statusCode }, elapsedTime / 1000)
  })
}, { name: 'metrics' })
