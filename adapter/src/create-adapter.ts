import { type Kafka } from 'kafkajs'
import { type Adapter } from 'socket.io-adapter'
import { KafkaAdapter } from './adapter.ts'
import { type Log } from './log.ts'
import { ClusterNode } from './node.ts'
import { type KafkaLogOptions, type NodeOptions, nodeOptionNames, resolveKafkaLogOptions, resolveNodeOptions } from './options.ts'
import { PacketCodec } from './packet-codec.ts'
import { type NamespaceInternals } from './socket-io.ts'
import { toLog } from './to-log.ts'

export type AdapterOptions = Partial<NodeOptions> & Partial<KafkaLogOptions>

/**
 * Makes the value of Socket.IO's `adapter` option: one call per server, which becomes one node of the cluster.
 * @param kafka - a kafkajs instance, or a {@link Log} (then of the options of {@link KafkaLogOptions} only the bounds of the queue apply)
 * @throws {OptionError} when an option has a value that cannot be used
 */
export function createAdapter (kafka: Kafka | Log, options: AdapterOptions = {}): typeof Adapter {
  const entries = Object.entries(options)
  const nodeOptions = resolveNodeOptions(Object.fromEntries(entries.filter(([name]) => nodeOptionNames.has(name))))
  const logOptions = resolveKafkaLogOptions(Object.fromEntries(entries.filter(([name]) => !nodeOptionNames.has(name))))
  const log = toLog(kafka, logOptions)
  let node: ClusterNode | undefined

  // Socket.IO calls it with `new`, once per namespace.
  return function (nsp: NamespaceInternals) {
    node ??= new ClusterNode(log, new PacketCodec(nsp.server._parser), withRecovery(nodeOptions, nsp.server.opts.connectionStateRecovery), logOptions)
    return new KafkaAdapter(nsp, node)
  } as unknown as typeof Adapter
}

/** The session of a node that died just before it would have said it again must still be found when its client's time is up. */
function withRecovery (options: NodeOptions, recovery: { maxDisconnectionDuration?: number } | undefined): NodeOptions {
  return { ...options, window: Math.max(options.window, 2 * (recovery?.maxDisconnectionDuration ?? 0)) }
}
