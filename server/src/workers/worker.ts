import { setupWorker } from '@socket.io/sticky'
import cluster from 'node:cluster'
import { type FastifyInstance } from 'fastify'
import { AggregatorRegistry } from 'prom-client'
import { post } from './channel.ts'

/** How often a worker looks whether it has something to tell, in ms. */
const lookMs = 100

/** What a worker tells the primary when it changes. */
export interface WorkerState {
  type: 'worker:state'
  /** Why it should be sent no clients. */
  reasons: readonly string[]
  /** How many it has. */
  clients: number
}

/** Serves the connections that the primary takes. It sends some as soon as this worker says that it is ready. */
export async function takeConnections (app: FastifyInstance): Promise<void> {
  await app.ready()
  setupWorker(app.io)
  // Only a server that listens limits how long a request may take to come.
  app.server.emit('listening')

  // Told apart like pods, so that nothing is added up that should not be.
  app.metrics.registry.setDefaultLabels({ worker: String(cluster.worker?.id) })
  AggregatorRegistry.setRegistries(app.metrics.registry)
  // Made for its listener, which answers the primary.
  void new AggregatorRegistry()

  let told: string | undefined
  setInterval(() => {
    const reasons = app.readiness.reasons()
    if (reasons.join() === told) return
    told = reasons.join()
    post(process, { type: 'worker:state', reasons, clients: app.io.engine.clientsCount } satisfies WorkerState)
  }, lookMs).unref()
}
