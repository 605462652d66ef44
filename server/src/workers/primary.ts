import { setupMaster } from '@socket.io/sticky'
import closeWithGrace from 'close-with-grace'
import cluster from 'node:cluster'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { pino, type LoggerOptions } from 'pino'
import { AggregatorRegistry } from 'prom-client'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type Config } from '../config.ts'
import { endingMs } from '../drain.ts'
import { buildInternal } from '../internal.ts'
import { loggerOptions } from '../logger.ts'
import { Fleet } from './fleet.ts'
import { LogService } from './log-service.ts'

/** How long a request with a body, which passes through this process, may take, in ms. */
const requestMs = 60_000

/**
 * The primary of the cluster mode: holds the log, takes connections and hands them to workers, which do everything else.
 * @param main - the file that a worker runs
 */
export async function startPrimary (config: Config, main: string): Promise<void> {
  const log = pino(loggerOptions(config) as LoggerOptions)
  cluster.setupPrimary({ exec: main, serialization: 'advanced' })
  const service = new LogService(new MemoryLog({ partitions: config.KAFKA_PARTITIONS }))
  const fleet = new Fleet(config.WORKERS || availableParallelism(), log, ({ process }) => service.serve(process))
  const metrics = new AggregatorRegistry()
  const internal = buildInternal({
    readiness: fleet,
    metrics: { registry: { contentType: metrics.contentType, metrics: () => metrics.clusterMetrics() } }
  })
  const server = createDoor(fleet)

  closeWithGrace({ delay: endingMs(config), logger: log }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'ending')
    else log.info({ signal }, 'ending')
    await fleet.end()
    server.close()
    await internal.close()
  })

  await internal.listen({ host: config.HOST, port: config.INTERNAL_PORT })
  await once(server.listen(config.PORT, config.HOST), 'listening')
  log.info({ url: originOf(server), internal: internal.listeningOrigin }, 'ready')
}

/** Takes connections. All requests of a session go to the worker that has it, so HTTP long-polling works. */
function createDoor (fleet: Fleet): Server {
  const server = createServer({ requestTimeout: requestMs, headersTimeout: requestMs })
  server.on('connection', (socket) => {
    if (fleet.reasons().includes('no worker is ready')) socket.destroy()
  })
  setupMaster(server, { loadBalancingMethod: 'least-connection' })
  return server
}

function originOf (server: Server): string {
  const { address, family, port } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
