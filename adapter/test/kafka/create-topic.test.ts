import { randomUUID } from 'node:crypto'
import kafkajs from 'kafkajs'
import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { LogUnavailableError } from '../../src/errors.ts'
import { type CreateTopicOptions } from '../../src/kafka/create-topic.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { administer, kafkaClient } from './kafka-fixture.ts'

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const kafka = kafkaClient(brokers)

  const createAndDescribe = async (options: CreateTopicOptions) => {
    const topic = `test-${randomUUID()}`
    const created = await KafkaLog.createTopic(kafka, { topic, ...options })
    return await administer(kafka, async admin => {
      const { topics: [metadata] } = await admin.fetchTopicMetadata({ topics: [topic] })
      const { resources: [resource] } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }]
      })
      const config = Object.fromEntries(resource!.configEntries.map(({ configName, configValue }) => [configName, configValue]))
      return { topic, created, config, partitions: metadata!.partitions }
    })
  }

  t.test('it makes a topic that the log takes', async t => {
    const { topic, created, config, partitions } = await createAndDescribe({})
    t.ok(created)
    t.equal(partitions.length, 12)
    t.ok(partitions.every(({ leader }) => leader >= 0))
    t.equal(config['min.insync.replicas'], partitions[0]!.replicas.length >= 3 ? '2' : '1')
    t.match(config, { 'message.timestamp.type': 'LogAppendTime', 'cleanup.policy': 'delete' })
    t.match(config, { 'retention.ms': '86400000', 'max.message.bytes': '4194304' })
    const log = new KafkaLog(kafka, { topic, partitions: 12 })
    t.teardown(() => log.close())
    await log.open()
  })

  t.test('a topic that is there is left as it is', async t => {
    const { topic } = await createAndDescribe({ partitions: 2, retentionMs: 1_000_000, maxMessageBytes: 5_000_000 })
    t.notOk(await KafkaLog.createTopic(kafka, { topic, partitions: 3 }))
    await administer(kafka, async admin => t.equal((await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!.partitions.length, 2))
  })

  t.test('several may do it at the same time', async t => {
    const topic = `test-${randomUUID()}`
    const created = await Promise.all([1, 2, 3].map(() => KafkaLog.createTopic(kafka, { topic, partitions: 1 })))
    t.same(created.filter(Boolean), [true])
  })

  t.test('what the cluster refuses is an error', async t => {
    await t.rejects(KafkaLog.createTopic(kafka, { topic: `test-${randomUUID()}`, replicationFactor: 99 }), LogUnavailableError)
  })
}
