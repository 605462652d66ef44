import { fastifyPlugin } from 'fastify-plugin'
import { Counter, Gauge } from 'prom-client'
import { type LogStats, type NodeStats } from 'socket.io-kafka-adapter'

type Numbers<T> = { [K in keyof T as T[K] extends number ? K : never]: string }

const nodeCounters = {
  broadcasts: 'Broadcasts of this node',
  publishErrors: 'Frames that could not be sent',
  frameErrors: 'Frames that could not be handled'
} satisfies Partial<Numbers<NodeStats>>
const logCounters = {
  framesAppended: 'Frames written to the log',
  recordsAppended: 'Records written to the log',
  bytesAppended: 'Bytes written to the log',
  appendErrors: 'Frames that the log did not take',
  framesRead: 'Frames read from the log',
  recordsRead: 'Records read from the log',
  bytesRead: 'Bytes read from the log',
  readErrors: 'Reads that failed',
  gaps: 'Times that records were missing'
} satisfies Partial<Numbers<LogStats>>

/** What is measured when somebody asks: sockets, classes, and what the adapter has counted. */
export const gauges = fastifyPlugin(async (app) => {
  const registers = [app.metrics.registry]
  const gauge = (name: string, help: string, read: () => number) => new Gauge({
    name: `classroom_${name}`, help, registers, collect () { this.set(read()) }
  })
  const counter = (name: string, help: string, read: () => number) => new Counter({
    name: `classroom_cluster_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_total`,
    help,
    registers,
    collect () {
      this.reset()
      this.inc(read())
    }
  })

  gauge('connections', 'Connections of clients', () => app.io.engine.clientsCount)
  gauge('sockets', 'Sockets in classes', () => [...app.classrooms.sockets()].length)
  gauge('classes', 'Classes that are open on this node', () => app.classrooms.size)
  gauge('rooms', 'Rooms of all classes on this node', () => app.classrooms.rooms)
  gauge('ready', '1 when clients may be sent here', () => app.readiness.reasons().length ? 0 : 1)
  gauge('cluster_nodes', 'Nodes that are alive', () => app.node.stats().members.length)
  gauge('cluster_heartbeat_age_ms', 'Since this node last read its own heartbeat', () => app.node.stats().heartbeatAgeMs)
  gauge('cluster_pending_requests', 'Requests that wait for other nodes', () => app.node.stats().pendingRequests)
  gauge('cluster_lag_records', 'Records stored but not read yet', () => app.node.stats().log.lag)
  gauge('cluster_queued_frames', 'Frames that wait to be written', () => app.node.stats().log.queuedFrames)
  gauge('cluster_queued_bytes', 'Bytes that wait to be written', () => app.node.stats().log.queuedBytes)
  for (const [name, help] of entries(nodeCounters)) counter(name, help, () => app.node.stats()[name])
  for (const [name, help] of entries(logCounters)) counter(name, help, () => app.node.stats().log[name])
}, { dependencies: ['metrics', 'socket-io', 'classrooms'] })

function entries<T extends object> (object: T): Array<[keyof T, T[keyof T]]> {
  return Object.entries(object) as Array<[keyof T, T[keyof T]]>
}
