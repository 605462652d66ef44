import { setTimeout as sleep } from 'node:timers/promises'
import { type Admin, type Kafka } from 'kafkajs'
import { LogUnavailableError } from '../errors.ts'
import { resolveKafkaLogOptions } from '../options.ts'
import { backoff } from './retry.ts'

/** Options of {@link KafkaLog.createTopic}. */
export interface CreateTopicOptions {
  /**
   * Name of the topic.
   * @default 'socket.io'
   */
  topic?: string
  /**
   * Number of partitions: how many ways the work can be spread. Fixed for the life of the topic.
   * @default 12
   */
  partitions?: number
  /**
   * On how many brokers each record is kept; -1 takes the cluster's default.
   * @default 3, or the number of brokers when there are fewer
   */
  replicationFactor?: number
  /**
   * On how many brokers a record must be before it counts as stored.
   * @default 2 with three replicas or more, else 1
   */
  minInsyncReplicas?: number
  /**
   * How long records are kept, in ms.
   * @default 86400000
   */
  retentionMs?: number
  /**
   * Largest record batch, in bytes.
   * @default 4194304
   */
  maxMessageBytes?: number
}

const TIMEOUT = 30_000

/**
 * Creates the topic, unless there is one, and waits until every partition has a leader.
 * @returns whether it was created; a topic that was there already is left as it is.
 * @throws {LogUnavailableError} when Kafka cannot be reached
 */
export async function createTopic (kafka: Kafka, options: CreateTopicOptions = {}): Promise<boolean> {
  const { topic } = resolveKafkaLogOptions({ topic: options.topic })
  const admin = kafka.admin()
  try {
    await admin.connect()
    const deadline = Date.now() + TIMEOUT
    let created = false
    for (let attempt = 1; Date.now() < deadline; attempt++) {
      const exists = (await admin.listTopics()).includes(topic)
      if (exists && await hasLeaders(admin, topic)) return created
      if (!exists && !created) created = await create(admin, topic, options)
      await sleep(backoff(attempt))
    }
    throw new Error(`its partitions have no leaders after ${TIMEOUT} ms`)
  } catch (error) {
    throw new LogUnavailableError(`topic "${topic}" cannot be created: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  } finally {
    await admin.disconnect()
  }
}

async function create (admin: Admin, topic: string, options: CreateTopicOptions): Promise<boolean> {
  const { brokers } = await admin.describeCluster()
  const { partitions = 12, replicationFactor = Math.min(brokers.length, 3), retentionMs = 86_400_000, maxMessageBytes = 4_194_304 } = options
  const { minInsyncReplicas = replicationFactor >= 3 ? 2 : 1 } = options
  const config = {
    'message.timestamp.type': 'LogAppendTime',
    'cleanup.policy': 'delete',
    'compression.type': 'producer',
    'retention.ms': retentionMs,
    'max.message.bytes': maxMessageBytes,
    'min.insync.replicas': minInsyncReplicas
  }
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value: String(value) }))
  return await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: partitions, replicationFactor, configEntries }] })
}

async function hasLeaders (admin: Admin, topic: string): Promise<boolean> {
  // Right after its creation, or after its deletion, not every broker knows the same
  const { topics: [found] } = await admin.fetchTopicMetadata({ topics: [topic] }).catch(() => ({ topics: [] }))
  return found !== undefined && found.partitions.every(({ leader }) => leader >= 0)
}
