import { randomUUID } from 'node:crypto'
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import { type Test } from 'tap'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { type KafkaLogOptions } from '../../src/options.ts'

export function kafkaClient (brokers: string[], config: Partial<KafkaConfig> = {}): Kafka {
  return new Kafka({ clientId: 'test', brokers, logLevel: logLevel.NOTHING, ...config })
}

/** A new topic that no other test knows. */
export async function newTopic (kafka: Kafka, partitions = 4): Promise<string> {
  const topic = `test-${randomUUID()}`
  await KafkaLog.createTopic(kafka, { topic, partitions })
  return topic
}

/** An open log, in a topic of its own unless there is one; it ends with the test. */
export async function newLog (t: Test, kafka: Kafka, options: Partial<KafkaLogOptions> = {}): Promise<KafkaLog> {
  const log = new KafkaLog(kafka, { topic: options.topic ?? await newTopic(kafka), ...options })
  t.teardown(() => log.close())
  await log.open()
  return log
}
