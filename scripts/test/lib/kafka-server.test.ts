import { readdir } from 'node:fs/promises'
import kafkajs, { type Kafka } from 'kafkajs'
import t, { type Test } from 'tap'
import { startKafka } from '../../lib/kafka-server.ts'
import { describeCluster } from '../../lib/kafka/metadata.ts'
import { freePorts } from '../../lib/ports.ts'
import { needsOwnKafka } from '../../lib/test-needs.ts'
import { isAlive, until } from '../helpers.ts'

const topic = 'lesson'

function connect (brokers: string[], options: Partial<kafkajs.KafkaConfig> = {}): Kafka {
  return new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING, retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 100 }, ...options })
}

async function createTopic (t: Test, kafka: Kafka): Promise<kafkajs.Admin> {
  const admin = kafka.admin()
  await admin.connect()
  t.teardown(() => admin.disconnect())
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true })
  return admin
}

async function write (kafka: Kafka, ...values: string[]): Promise<void> {
  const producer = kafka.producer()
  await producer.connect()
  for (const value of values) await producer.send({ topic, acks: -1, messages: [{ value }] })
  await producer.disconnect()
}

/** Everything in the topic, once there are `count` records. */
async function read (kafka: Kafka, count: number): Promise<string[]> {
  const values: string[] = []
  const consumer = kafka.consumer({ groupId: 'reader' })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => { values.push(String(message.value)) } })
  await until(() => values.length >= count)
  await consumer.disconnect()
  return values
}

t.test('one broker takes records and gives them back; after stop() nothing is left', async t => {
  const tmpdir = t.testdir()
  process.env.TMPDIR = tmpdir
  t.teardown(() => { delete process.env.TMPDIR })
  const server = await needsOwnKafka(t)
  if (!server) return
  t.equal(server.brokers.length, 1)
  t.ok(server.pids.every(isAlive))
  const kafka = connect(server.brokers)
  const admin = await createTopic(t, kafka)
  await write(kafka, 'one', '둘')
  t.same(await read(kafka, 2), ['one', '둘'])
  await admin.disconnect()

  const port = Number(server.brokers[0]!.split(':')[1])
  await t.rejects(startKafka({ port }), { message: `port ${port} is in use` })
  await t.rejects(startKafka({ properties: { 'num.io.threads': 'many' } }), /could not be formatted.*num\.io\.threads/s)
  t.equal((await readdir(tmpdir)).length, 1, 'a failed start leaves nothing')

  await server.stop()
  await server.stop()
  t.notOk(server.pids.some(isAlive))
  t.same(await readdir(tmpdir), [])
  await t.rejects(describeCluster(server.brokers[0]!))
})

t.test('another listener can be added through the properties', async t => {
  const [port] = await freePorts(1)
  const address = `127.0.0.1:${port}`
  const server = await needsOwnKafka(t, {
    properties: {
      listeners: `SASL_PLAINTEXT://${address}`,
      'sasl.enabled.mechanisms': 'PLAIN',
      'listener.name.sasl_plaintext.plain.sasl.jaas.config':
        'org.apache.kafka.common.security.plain.PlainLoginModule required user_teacher="a\\\\b";'
    }
  })
  if (!server) return
  const sasl = (password: string): kafkajs.SASLOptions => ({ mechanism: 'plain', username: 'teacher', password })
  const kafka = connect([address], { sasl: sasl('a\\b') })
  await createTopic(t, kafka)
  await write(kafka, 'secret')
  t.same(await read(kafka, 1), ['secret'])
  await t.rejects(connect([address], { sasl: sasl('wrong'), retry: { retries: 0 } }).admin().connect(), /Authentication failed/)
})

t.test('brokers can be killed, stopped and started again, on the same address and data', async t => {
  const server = await needsOwnKafka(t, { brokers: 3 })
  if (!server) return
  const kafka = connect(server.brokers)
  const admin = await createTopic(t, kafka)
  const [partition] = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!.partitions
  t.equal(partition?.replicas.length, 3)
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: ['min.insync.replicas'] }]
  })
  t.equal(resources[0]?.configEntries[0]?.configValue, '2')
  await write(kafka, 'before')

  const first = server.pids[0]!
  await server.kill(0)
  t.notOk(isAlive(first))
  await write(kafka, 'while one is dead')
  await server.startBroker(0)
  t.not(server.pids[0], first)
  t.same((await describeCluster(server.brokers[0]!)).ids, [1, 2, 3])

  await server.stopBroker(1)
  t.notOk(isAlive(server.pids[1]!))
  await write(kafka, 'while another one is down')
  await server.startBroker(1)
  t.same(await read(kafka, 3), ['before', 'while one is dead', 'while another one is down'])
  await t.rejects(server.startBroker(1), /runs already/)
  t.throws(() => server.kill(3), RangeError)
})
