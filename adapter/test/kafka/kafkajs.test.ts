import { createRequire } from 'node:module'
import { Kafka } from 'kafkajs'
import t from 'tap'
import { OptionError } from '../../src/errors.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { internalsOf, protocolError } from '../../src/kafka/kafkajs.ts'

const CREATE_CLUSTER = 'private:Kafka:createCluster'
const kafka = (): Kafka => new Kafka({ brokers: ['127.0.0.1:1'] })
const withCluster = (cluster: unknown): Kafka => Object.defineProperty(kafka(), symbolOf(kafka()), { value: () => cluster })
const symbolOf = (of: Kafka): symbol => Object.getOwnPropertySymbols(of).find(({ description }) => description === CREATE_CLUSTER)!

t.test('it is the version whose inside is known', async t => {
  const { version }: { version: string } = createRequire(import.meta.url)('kafkajs/package.json')
  t.equal(version, '2.2.4')
})

t.test('all that is needed is there', async t => {
  const internals = internalsOf(kafka())
  const pool = await internals.buildPool()
  t.match(pool, { host: '127.0.0.1', port: 1 })
  const broker = internals.buildBroker(pool)
  t.type(broker.connect, 'function')
  t.type(broker.lookupRequest, 'function')
  t.match(protocolError(1), { type: 'OFFSET_OUT_OF_RANGE', retriable: false })
})

t.test('another client is refused by name, at once', async t => {
  const missing = (what: string) =>
    new OptionError(`this is no Kafka client of kafkajs 2.2.4, the only version that is supported ("${what}" is missing)`)
  t.throws(() => new KafkaLog({} as Kafka), missing('createCluster'))
  t.throws(() => internalsOf(withCluster({})), missing('connectionPoolBuilder.build'))
  t.throws(() => internalsOf(withCluster({ connectionPoolBuilder: { build () {} } })), missing('brokerPool.createBroker'))
})

t.test('so are connections that are made otherwise', async t => {
  const withPool = (pool: unknown) =>
    internalsOf(withCluster({ connectionPoolBuilder: { build: () => pool }, brokerPool: { createBroker () {} } })).buildPool()
  await t.rejects(withPool(undefined), OptionError)
  await t.rejects(withPool({ send () {} }), /"pool" is missing/)
  await t.rejects(withPool({ send () {}, pool: [{}] }), /"connect" is missing/)
  const connection = { connect () {}, rejectRequests () {}, socketFactory () {}, requestQueue: {} }
  await t.rejects(withPool({ send () {}, pool: [connection] }), /"requestQueue.scheduleCheckPendingRequests" is missing/)
})
