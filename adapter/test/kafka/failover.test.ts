import t from 'tap'
import { needsOwnKafka } from '../../../scripts/lib/test-needs.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { LogRecorder } from '../log-recorder.ts'
import { administer, kafkaClient, newLog } from './kafka-fixture.ts'
import { Workload } from './workload.ts'

const TOPIC = 'failover'

t.setTimeout(180_000)
const server = await needsOwnKafka(t, { brokers: 3 })
if (server !== undefined) {
  const kafka = kafkaClient(server.brokers)

  t.test('a new topic is kept on three brokers, two of which must have a record', async t => {
    await KafkaLog.createTopic(kafka, { topic: TOPIC, partitions: 6 })
    await administer(kafka, async admin => {
      const { topics: [topic] } = await admin.fetchTopicMetadata({ topics: [TOPIC] })
      t.ok(topic!.partitions.every(({ replicas }) => replicas.length === 3))
    })
    const log = await newLog(t, kafka, { topic: TOPIC })
    t.equal(log.partitions, 6)
  })

  t.test('when a leader is killed, nothing that was confirmed is lost or doubled, and the order stays', async t => {
    const log = await newLog(t, kafka, { topic: TOPIC })
    const recorder = new LogRecorder()
    const reader = log.follow(recorder)
    for (let partition = 0; partition < 6; partition++) reader.add(partition, 0)
    const workload = new Workload(log)
    await recorder.untilFrames(300)

    const { topics: [topic] } = await administer(kafka, admin => admin.fetchTopicMetadata({ topics: [TOPIC] }))
    const victim = topic!.partitions[0]!.leader
    await server.kill(victim - 1)
    const soFar = workload.appended(0).length
    await recorder.until(() => recorder.texts(0).length > soFar + 20, 'records from the new leader', 60_000)
    await workload.stop()

    await recorder.untilFrames(workload.confirmed)
    t.equal(workload.refused, 0)
    for (let partition = 0; partition < 6; partition++) t.same(recorder.texts(partition), workload.appended(partition))
    t.same(recorder.gaps, [])

    await server.startBroker(victim - 1)
    await log.append(0, [Buffer.from('last')])
    await recorder.until(() => recorder.texts(0).at(-1) === 'last', 'the last frame')
  })
}
