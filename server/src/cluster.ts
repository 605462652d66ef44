import { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs'
import { setTimeout as sleep } from 'node:timers/promises'
import { KafkaLog, LogUnavailableError, MemoryLog, NodeClosedError, TopicError, type Log } from 'socket.io-kafka-adapter'
import { type Config } from './config.ts'
import { IpcLog } from './workers/ipc-log.ts'

const retryMs = 1_000

/** What connects this node with the others, in the mode that the configuration says. */
export function createLog (config: Config, logger: FastifyBaseLogger): Log {
  const { MODE, NODE_ENV, KAFKA_TOPIC: topic, KAFKA_PARTITIONS: partitions } = config
  if (MODE === 'memory') return new MemoryLog({ partitions })
  if (MODE === 'cluster') return new IpcLog(process)
  const kafka = new Kafka(kafkaConfig(config, logger))
  return NODE_ENV === 'production' ? new KafkaLog(kafka, { topic, partitions }) : new SelfMadeLog(kafka, { topic, partitions })
}

/** Creates its topic when there is none, so that development needs no preparation. */
class SelfMadeLog extends KafkaLog {
  readonly #createTopic: () => Promise<boolean>

  constructor (kafka: Kafka, options: { topic: string, partitions: number }) {
    super(kafka, options)
    this.#createTopic = () => KafkaLog.createTopic(kafka, options)
  }

  override async open (): Promise<void> {
    try {
      await super.open()
    } catch (error) {
      if (!(error instanceof TopicError)) throw error
      // Another node may be as fast; a topic that is there is left as it is, and refused again if it is wrong.
      await this.#createTopic()
      await super.open()
    }
  }
}

function kafkaConfig (config: Config, logger: FastifyBaseLogger): KafkaConfig {
  const { KAFKA_TLS, KAFKA_TLS_CA, KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = config
  return {
    clientId: 'classroom',
    brokers: config.KAFKA_BROKERS,
    ssl: KAFKA_TLS && (KAFKA_TLS_CA ? { ca: KAFKA_TLS_CA } : true),
    ...mechanism !== 'none' && { sasl: { mechanism, username, password } as KafkaConfig['sasl'] },
    logLevel: logLevel.WARN,
    logCreator: () => ({ namespace, log: { message } }) => logger.warn({ namespace }, message)
  }
}

/**
 * Resolves when this node is connected with the others, or was closed; while the log is away, it goes on trying.
 * @throws {TopicError} when the topic is missing or wrong
 */
export async function joinCluster ({ node, log }: FastifyInstance): Promise<void> {
  for (;;) {
    try {
      return await node.init()
    } catch (error) {
      if (error instanceof NodeClosedError) return
      if (!(error instanceof LogUnavailableError)) throw error
      log.warn({ err: error }, 'the log cannot be reached, trying again')
      await sleep(retryMs)
    }
  }
}
