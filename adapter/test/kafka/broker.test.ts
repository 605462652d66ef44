import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { EARLIEST, LATEST } from '../../src/kafka/broker.ts'
import { Cluster } from '../../src/kafka/cluster.ts'
import { encodeBatch } from '../../src/kafka/record-batch.ts'
import { encodeRecord } from '../../src/kafka/record-codec.ts'
import { retry } from '../../src/kafka/retry.ts'
import { kafkaClient, newTopic } from './kafka-fixture.ts'

const OUT_OF_ORDER_SEQUENCE_NUMBER = 45
const INVALID_PRODUCER_EPOCH = 47

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const kafka = kafkaClient(brokers)
  const topic = await newTopic(kafka)
  const cluster = new Cluster(kafka, topic, { socketTimeout: 5_000 })
  t.teardown(() => cluster.close())
  await cluster.refresh()
  const end = async (partition: number): Promise<number | undefined> => await (await cluster.leaderOf(partition)).offsetAt(topic, partition, LATEST)
  // Right after its start a broker may not know yet that it leads a partition, or have no producer ids to give
  const { signal } = new AbortController()
  await Promise.all([0, 1, 2, 3].map(partition => retry(() => end(partition), 10_000, signal)))

  const produce = async (partition: number, producer: { id: number, epoch: number, sequence: number }) => {
    const batch = encodeBatch(encodeRecord([Buffer.from(JSON.stringify(producer))]), producer)
    const [produced] = await (await cluster.leaderOf(partition)).produce(topic, new Map([[partition, batch]]), 3_000)
    return produced!
  }
  const newId = (): Promise<number> => retry(async () => await (await cluster.leaderOf(0)).producerId(), 10_000, signal)

  t.test('a batch that is sent again is stored once, and the answer says where', async t => {
    const id = await newId()
    t.match(await produce(0, { id, epoch: 0, sequence: 0 }), { errorCode: 0, offset: 0 })
    t.match(await produce(0, { id, epoch: 0, sequence: 1 }), { errorCode: 0, offset: 1 })
    t.match(await produce(0, { id, epoch: 0, sequence: 1 }), { errorCode: 0, offset: 1 })
    t.equal(await end(0), 2, 'no record of control in between')
  })

  t.test('a batch whose predecessor is missing is refused', async t => {
    const id = await newId()
    await produce(1, { id, epoch: 0, sequence: 0 })
    t.match(await produce(1, { id, epoch: 0, sequence: 2 }), { errorCode: OUT_OF_ORDER_SEQUENCE_NUMBER, offset: -1 })
    t.equal(await end(1), 1)
  })

  t.test('the next epoch begins at any time, and ends the one before', async t => {
    const id = await newId()
    await produce(2, { id, epoch: 0, sequence: 0 })
    t.match(await produce(2, { id, epoch: 1, sequence: 0 }), { errorCode: 0, offset: 1 })
    t.match(await produce(2, { id, epoch: 0, sequence: 1 }), { errorCode: INVALID_PRODUCER_EPOCH })
    t.match(await produce(2, { id, epoch: 1, sequence: 1 }), { errorCode: 0, offset: 2 })
    t.match(await produce(1, { id, epoch: 0, sequence: 0 }), { errorCode: 0 }, 'other partitions are not concerned')
  })

  t.test('each partition of a request has its own outcome', async t => {
    const id = await newId()
    const batch = encodeBatch(encodeRecord([Buffer.from('x')]), { id, epoch: 0, sequence: 0 })
    const broker = await cluster.leaderOf(3)
    const produced = await broker.produce(topic, new Map([[3, batch], [99, batch]]), 3_000)
    t.same(produced.map(({ partition, errorCode }) => [partition, errorCode]).sort(), [[3, 0], [99, 3]])
    const fetched = await broker.fetch(topic, new Map([[3, 0], [99, 0]]), { maxWait: 0, maxBytes: 1_000 })
    t.same(fetched.map(({ partition, errorCode, records }) => [partition, errorCode, records.length > 0]).sort(), [[3, 0, true], [99, 3, false]])
  })

  t.test('offsets are found by time', async t => {
    const broker = await cluster.leaderOf(3)
    t.equal(await broker.offsetAt(topic, 3, EARLIEST), 0)
    t.equal(await broker.offsetAt(topic, 3, Date.now() + 60_000), undefined)
    await t.rejects(broker.offsetAt(topic, 99, LATEST), /does not host this topic-partition/)
    t.ok(broker.usable, 'an error of the protocol does not end the connection')
  })

  t.test('after its end it is of no use', async t => {
    const broker = await cluster.leaderOf(0)
    const pending = t.rejects(broker.fetch(topic, new Map([[1, 1]]), { maxWait: 3_000, maxBytes: 1_000 }), /closed/)
    broker.close()
    await pending
    t.notOk(broker.usable)
    await t.rejects(broker.metadata(topic), /closed/)
    t.not(await cluster.leaderOf(0), broker, 'the cluster makes a new one')
  })
}
