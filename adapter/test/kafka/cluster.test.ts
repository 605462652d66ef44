import t from 'tap'
import { freePorts } from '../../../scripts/lib/ports.ts'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { LogUnavailableError } from '../../src/errors.ts'
import { Cluster, NO_LEADER } from '../../src/kafka/cluster.ts'
import { administer, kafkaClient, newTopic } from './kafka-fixture.ts'
import { startProxy } from './proxy.ts'

const options = { socketTimeout: 1_000 }

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const kafka = kafkaClient(brokers)

  t.test('it knows who leads what', async t => {
    const cluster = new Cluster(kafka, await newTopic(kafka, 3), options)
    t.teardown(() => cluster.close())
    t.equal(cluster.partitions, 0)
    await cluster.refresh()
    t.equal(cluster.partitions, 3)
    for (const address of brokers) t.ok(cluster.addresses.split(',').includes(address))
    for (const partition of [0, 1, 2]) t.ok(cluster.leader(partition) >= 0)
    t.equal(cluster.leader(3), NO_LEADER)
    await t.rejects(cluster.leaderOf(3), LogUnavailableError)
  })

  t.test('a topic that is not there has no partitions, and is not made', async t => {
    const cluster = new Cluster(kafka, 'nowhere', options)
    t.teardown(() => cluster.close())
    await cluster.refresh()
    t.equal(cluster.partitions, 0)
    await administer(kafka, async admin => t.notOk((await admin.listTopics()).includes('nowhere')))
  })

  t.test('one address of the list that answers is enough', async t => {
    const [nobody] = await freePorts(1)
    const cluster = new Cluster(kafkaClient([`127.0.0.1:${nobody}`, ...brokers]), await newTopic(kafka), options)
    t.teardown(() => cluster.close())
    await cluster.refresh().catch(() => cluster.refresh())
    t.equal(cluster.partitions, 4)
  })

  t.test('calls at the same time ask once, over connections that are kept', async t => {
    const proxy = await startProxy(t)
    const cluster = new Cluster(kafkaClient(brokers, { socketFactory: proxy.socketFactory }), await newTopic(kafka), options)
    t.teardown(() => cluster.close())
    await Promise.all([cluster.refresh(), cluster.refresh()])
    await Promise.all([0, 1, 2, 3].map(partition => cluster.leaderOf(partition)))
    t.ok(proxy.connections <= 1 + brokers.length)

    const before = await cluster.leaderOf(0)
    proxy.set('closed')
    await t.rejects(cluster.refresh())
    proxy.set('open')
    await cluster.refresh()
    t.not(await cluster.leaderOf(0), before, 'a connection that failed is not used again')
  })

  t.test('after its end it connects no more', async t => {
    const cluster = new Cluster(kafka, await newTopic(kafka), options)
    await cluster.refresh()
    cluster.close()
    await t.rejects(cluster.leaderOf(0), LogUnavailableError)
    await t.rejects(cluster.refresh(), LogUnavailableError)
  })
}
