/** One process of Kafka: a broker that is also one of the controllers. */
export interface KafkaNode {
  /** From 1 on. */
  readonly id: number
  readonly port: number
  readonly controllerPort: number
  readonly directory: string
}

export type Properties = Readonly<Record<string, string>>

/**
 * The configuration of a node among all nodes of its cluster.
 * @param extra - Added to, or put in the place of, what is here; its `listeners` are added to the plain one of the node.
 */
export function nodeProperties (self: KafkaNode, nodes: readonly KafkaNode[], { listeners, ...extra }: Properties = {}): Properties {
  const replicas = String(Math.min(3, nodes.length))
  const inSync = String(Math.min(2, Math.ceil(nodes.length / 2)))
  return {
    'process.roles': 'broker,controller',
    'node.id': String(self.id),
    'controller.quorum.voters': nodes.map(node => `${node.id}@127.0.0.1:${node.controllerPort}`).join(),
    listeners: [`PLAINTEXT://127.0.0.1:${self.port}`, `CONTROLLER://127.0.0.1:${self.controllerPort}`, ...listeners ? [listeners] : []].join(),
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': `${self.directory}/data`,
    'auto.create.topics.enable': 'false',
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': '0',
    'broker.session.timeout.ms': '6000',
    'log.cleaner.dedupe.buffer.size': '8388608',
    ...extra
  }
}

/** The text of a file that Java reads as these properties. */
export function propertiesFile (properties: Properties): string {
  return Object.entries(properties).map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`).join('')
}
