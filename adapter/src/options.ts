import { OptionError } from './errors.ts'

/** Options of {@link createAdapter}. */
export interface NodeOptions {
  /**
   * How often a node says in the log that it is alive, in ms. One record per node, whatever the number of namespaces.
   * @default 3000
   */
  heartbeatInterval: number
  /**
   * After how long without a heartbeat the other nodes count a node as lost, in ms of the log's clock.
   * @default 10000
   */
  heartbeatTimeout: number
  /**
   * How long `fetchSockets()` and `serverSideEmit()` wait for the other nodes, in ms, unless `timeout()` says otherwise.
   * @default 5000
   */
  requestsTimeout: number
  /**
   * How far back in the log a node looks, in ms: whatever is still true is said again at least once in half of it. With connection state
   * recovery it is at least twice `maxDisconnectionDuration`.
   * @default 120000
   */
  window: number
  /**
   * Most bytes of broadcasts that a node keeps per partition for clients that come back, in bytes; the oldest go first.
   * @default 33554432
   */
  windowBytes: number
  /**
   * Most bytes of sessions that a node keeps per partition for clients that come back, in bytes; those that were stated longest ago go first.
   * @default 16777216
   */
  sessionBytes: number
  /**
   * Most requests of a node that wait for answers: `fetchSockets()` and its like, `serverSideEmit()` and broadcasts with acknowledgements. One more throws
   * a {@link TooManyRequestsError}.
   * @default 10000
   */
  maxPendingRequests: number
  /**
   * After how many commands of a replicated machine its state is written to the log.
   * @default 200
   */
  checkpointCommands: number
  /**
   * After how many bytes of commands of a replicated machine its state is written to the log, in bytes.
   * @default 262144
   */
  checkpointBytes: number
  /**
   * How long a written state stands before its host writes it again, in ms: half of what the log keeps.
   * @default 43200000
   */
  checkpointRenewal: number
  /**
   * Which partitions a node reads: those that its namespaces need, or all. With `needed` the cost of a node does not grow with the cluster.
   * @default 'needed'
   */
  interest: 'needed' | 'all'
  /**
   * Which order broadcasts have. `log`: all sockets of a namespace see the one order of the log. `local-first`: this node's own sockets get what
   * it emits at once, those of other nodes by the log.
   * @default 'log'
   */
  ordering: 'log' | 'local-first'
  /**
   * Whether `fetchSockets()` resolves with what there is when nodes do not answer in time, as {@link PartialSockets}, instead of rejecting.
   * @default false
   */
  allowPartial: boolean
  /**
   * Told what went wrong behind a call that has nobody to tell: a broadcast that could not be written, a frame that could not be read,
   * a broker that is away.
   * @default does nothing; the counters of `stats()` tell as well
   */
  onError: (error: Error) => void
}

/** Options of {@link KafkaLog}. */
export interface KafkaLogOptions {
  /**
   * The topic. It must exist, with `message.timestamp.type=LogAppendTime` and `cleanup.policy=delete`.
   * @default 'socket.io'
   */
  topic: string
  /**
   * How many partitions the topic must have; 0 takes any number.
   * @default 0
   */
  partitions: number
  /**
   * Most bytes in one record, in bytes. The topic's `max.message.bytes` must be at least 64 KiB larger.
   * @default 3145728
   */
  maxRecordBytes: number
  /**
   * Most frames in one record.
   * @default 1000
   */
  maxRecordFrames: number
  /**
   * Most frames waiting for the broker, over all partitions. As many again may wait until there is a connection.
   * @default 100000
   */
  maxQueuedFrames: number
  /**
   * Most bytes waiting for the broker, over all partitions, in bytes.
   * @default 67108864
   */
  maxQueuedBytes: number
  /**
   * How long a frame may wait to be stored before its `append` rejects, in ms.
   * @default 30000
   */
  deliveryTimeout: number
  /**
   * Time between two produce requests to a broker, in ms. What comes meanwhile leaves together; what comes after a pause leaves at once. Kafka and
   * the servers pay for requests more than for what is in them.
   * @default 10
   */
  linger: number
  /**
   * How long the broker may hold a read that has nothing to bring, in ms.
   * @default 250
   */
  maxWait: number
  /**
   * After how long a connection that does not answer is cut, in ms (half-open TCP).
   * @default 5000
   */
  socketTimeout: number
}

const nodeDefaults: NodeOptions = {
  heartbeatInterval: 3_000,
  heartbeatTimeout: 10_000,
  requestsTimeout: 5_000,
  window: 120_000,
  windowBytes: 32 * 1024 * 1024,
  sessionBytes: 16 * 1024 * 1024,
  maxPendingRequests: 10_000,
  checkpointCommands: 200,
  checkpointBytes: 256 * 1024,
  checkpointRenewal: 12 * 3600_000,
  interest: 'needed',
  ordering: 'log',
  allowPartial: false,
  onError: () => {}
}

const choices = { interest: ['needed', 'all'], ordering: ['log', 'local-first'] } satisfies Partial<Record<keyof NodeOptions, string[]>>

const kafkaLogDefaults: KafkaLogOptions = {
  topic: 'socket.io',
  partitions: 0,
  maxRecordBytes: 3 * 1024 * 1024,
  maxRecordFrames: 1_000,
  maxQueuedFrames: 100_000,
  maxQueuedBytes: 64 * 1024 * 1024,
  deliveryTimeout: 30_000,
  linger: 10,
  maxWait: 250,
  socketTimeout: 5_000
}

/** `undefined` never beats a default; a value of another type, or a number that is not finite and positive, throws. */
function resolve<T extends object> (defaults: T, options: Partial<T>, zeroAllowed: readonly string[] = []): T {
  const resolved = { ...defaults } as Record<string, unknown>
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    if (!(name in defaults)) throw new OptionError(`unknown option "${name}"`)
    const [given, expected] = [typeof value, typeof resolved[name]]
    if (given !== expected) throw new OptionError(`option "${name}" must be a ${expected}`)
    if (typeof value === 'number' && !(Number.isFinite(value) && (value > 0 || (value === 0 && zeroAllowed.includes(name))))) {
      throw new OptionError(`option "${name}" must be a positive number`)
    }
    resolved[name] = value
  }
  return resolved as T
}

export function resolveNodeOptions (options: Partial<NodeOptions> = {}): NodeOptions {
  const resolved = resolve(nodeDefaults, options)
  if (resolved.heartbeatTimeout < 2 * resolved.heartbeatInterval) {
    throw new OptionError('option "heartbeatTimeout" must be at least twice "heartbeatInterval"')
  }
  for (const [name, values] of Object.entries(choices)) {
    if (!values.includes(resolved[name as keyof typeof choices])) throw new OptionError(`option "${name}" must be "${values.join('" or "')}"`)
  }
  return resolved
}

/** Names of the options of a node: the others of {@link createAdapter} are those of its log. */
export const nodeOptionNames: ReadonlySet<string> = new Set(Object.keys(nodeDefaults))

export function resolveKafkaLogOptions (options: Partial<KafkaLogOptions> = {}): KafkaLogOptions {
  const resolved = resolve(kafkaLogDefaults, options, ['partitions', 'linger'])
  if (resolved.socketTimeout < 2 * resolved.maxWait) {
    throw new OptionError('option "socketTimeout" must be at least twice "maxWait"')
  }
  return resolved
}
