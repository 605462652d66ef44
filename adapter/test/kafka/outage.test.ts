import t from 'tap'
import { needsOwnKafka } from '../../../scripts/lib/test-needs.ts'
import { LogUnavailableError } from '../../src/errors.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { LogRecorder } from '../log-recorder.ts'
import { Workload } from './workload.ts'
import { kafkaClient, newLog, newTopic } from './kafka-fixture.ts'

const server = await needsOwnKafka(t)
if (server !== undefined) {
  const kafka = kafkaClient(server.brokers)

  t.test('while the broker is away nothing gets lost, doubled or out of order, and all goes on by itself', async t => {
    const log = await newLog(t, kafka, { topic: await newTopic(kafka) })
    const recorder = new LogRecorder()
    const reader = log.follow(recorder)
    for (let partition = 0; partition < 4; partition++) reader.add(partition, 0)

    const workload = new Workload(log)
    await recorder.untilFrames(100)
    await server.stopBroker(0)
    await recorder.until(() => recorder.errors.length > 0, 'error')
    await server.startBroker(0)
    await recorder.untilFrames(recorder.frames + 100)
    await workload.stop()
    await recorder.untilFrames(workload.confirmed)

    t.equal(workload.refused, 0, 'the outage was shorter than what a frame may wait')
    for (let partition = 0; partition < 4; partition++) t.same(recorder.texts(partition), workload.appended(partition))
    t.same(recorder.gaps, [])
    t.equal(recorder.errors.length, 1)
  })

  t.test('a log can be opened while the broker is away, and fails when it stays away', async t => {
    const topic = await newTopic(kafka)
    await server.stopBroker(0)
    const impatient = new KafkaLog(kafka, { topic, deliveryTimeout: 500 })
    t.teardown(() => impatient.close())
    await t.rejects(impatient.open(), LogUnavailableError)

    const log = new KafkaLog(kafka, { topic })
    t.teardown(() => log.close())
    const opened = log.open()
    await server.startBroker(0)
    await opened
    await impatient.open()
    t.equal(impatient.partitions, 4, 'it can be tried again')
  })
}
