import { randomUUID } from 'node:crypto'
import { type Kafka } from 'kafkajs'
import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { TopicError } from '../../src/errors.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { type KafkaLogOptions } from '../../src/options.ts'
import { administer, kafkaClient } from './kafka-fixture.ts'

const GOOD = { 'message.timestamp.type': 'LogAppendTime', 'cleanup.policy': 'delete', 'max.message.bytes': '4194304' }

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const kafka = kafkaClient(brokers)

  const make = async (config: Record<string, string>): Promise<string> => {
    const topic = `test-${randomUUID()}`
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
    await administer(kafka, admin => admin.createTopics({ topics: [{ topic, numPartitions: 2, configEntries }] }))
    return topic
  }
  const open = async (kafka: Kafka, options: Partial<KafkaLogOptions>): Promise<void> => {
    const log = new KafkaLog(kafka, options)
    try {
      await log.open()
    } finally {
      await log.close()
    }
  }

  t.test('a topic as it should be is taken', async t => {
    await open(kafka, { topic: await make(GOOD) })
    await open(kafka, { topic: await make(GOOD), partitions: 2 })
    t.pass()
  })

  t.test('a topic that is not there is an error with the command that makes it', async t => {
    await t.rejects(open(kafka, { topic: 'nowhere', partitions: 6 }), TopicError)
    await t.rejects(open(kafka, { topic: 'nowhere', partitions: 6 }), {
      message: new RegExp('^topic "nowhere" does not exist; create it: kafka-topics.sh --bootstrap-server .*:\\d+ --create --topic nowhere --partitions 6 ' +
        '--config message.timestamp.type=LogAppendTime --config cleanup.policy=delete --config compression.type=producer --config max.message.bytes=3211264$')
    })
  })

  t.test('the number of partitions is checked when one is demanded', async t => {
    const topic = await make(GOOD)
    await t.rejects(open(kafka, { topic, partitions: 3 }), { message: /has 2 partitions instead of 3, and the number must never change/ })
  })

  for (const [name, found, wanted] of [
    ['message.timestamp.type', 'CreateTime', 'LogAppendTime'],
    ['cleanup.policy', 'compact', 'delete'],
    ['cleanup.policy', 'compact,delete', 'delete'],
    ['compression.type', 'gzip', 'producer'],
    ['max.message.bytes', '3211263', '3211264']
  ] as const) {
    t.test(`${name}=${found} is an error with the command that cures it`, async t => {
      const topic = await make({ ...GOOD, [name]: found })
      await t.rejects(open(kafka, { topic }), TopicError)
      await t.rejects(open(kafka, { topic }), {
        message: new RegExp(`has ${name}=${found} instead of ${wanted}; change it: kafka-configs.sh .* --entity-name ${topic} --add-config ${name}=${wanted}$`)
      })
    })
  }

  t.test('all that is wrong is named at once', async t => {
    const topic = await make({})
    await t.rejects(open(kafka, { topic }), { message: /--add-config message.timestamp.type=LogAppendTime,max.message.bytes=3211264$/ })
  })
}
