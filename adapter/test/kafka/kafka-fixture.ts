import { randomUUID } from 'node:crypto'
import { type Admin, Kafka, type KafkaConfig, logLevel } from 'kafkajs'
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

/** Calls the administrator's interface of kafkajs. */
export async function administer<T> (kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** Removes the records of a partition before an offset. */
export async function trim (kafka: Kafka, topic: string, partition: number, offset: number): Promise<void> {
  await administer(kafka, async admin => {
    await admin.fetchTopicOffsets(topic) // loads the metadata that the next call needs
    await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] })
  })
}
