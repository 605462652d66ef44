import { setImmediate } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { LogFullError, LogUnavailableError, NodeClosedError } from '../../src/errors.ts'
import { type KafkaLog } from '../../src/kafka/kafka-log.ts'
import { type KafkaLogOptions } from '../../src/options.ts'
import { kafkaClient, newLog, newTopic } from './kafka-fixture.ts'
import { startProxy } from './proxy.ts'

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const append = (log: KafkaLog, name: string): Promise<unknown> => log.append(0, [Buffer.from(name)])

  /** A log behind a bad network, and what is really stored in its partition 0. */
  const newLogBehindProxy = async (t: Test, options: Partial<KafkaLogOptions>) => {
    const proxy = await startProxy(t)
    const topic = await newTopic(kafkaClient(brokers))
    const log = await newLog(t, kafkaClient(brokers, { socketFactory: proxy.socketFactory }), { topic, ...options })
    const observer = await newLog(t, kafkaClient(brokers), { topic })
    const stored = async (): Promise<string[]> => {
      const names = []
      for await (const { frames } of observer.read(0, 0, await observer.end(0))) names.push(...frames.map(String))
      return names
    }
    return { proxy, log, stored }
  }

  t.test('records grow under load, and every partition keeps its order', async t => {
    const log = await newLog(t, kafkaClient(brokers), { maxRecordFrames: 100 })
    const names = Array.from({ length: 8_000 }, (_, i) => `frame ${i}`)
    await Promise.all(names.map((name, i) => log.append(i % log.partitions, [Buffer.from(name)])))
    const { framesAppended, recordsAppended } = log.stats
    t.equal(framesAppended, names.length)
    t.equal(recordsAppended, 80)
    for (let partition = 0; partition < log.partitions; partition++) {
      const found = []
      for await (const { frames } of log.read(partition, 0, await log.end(partition))) found.push(...frames.map(String))
      t.same(found, names.filter((_, i) => i % log.partitions === partition))
    }
  })

  t.test('what comes soon after a request leaves together', async t => {
    const log = await newLog(t, kafkaClient(brokers), { linger: 1_000 })
    await append(log, 'a')
    const b = append(log, 'b')
    await setImmediate()
    const c = append(log, 'c')
    t.same(await Promise.all([b, c]), [{ offset: 1, index: 0 }, { offset: 1, index: 1 }])
  })

  t.test('frames of one call that need several records keep together in order', async t => {
    const log = await newLog(t, kafkaClient(brokers), { maxRecordBytes: 1_000 })
    const { offset } = await log.append(0, Array.from({ length: 10 }, (_, i) => Buffer.alloc(400, i)))
    const found = []
    for await (const { frames } of log.read(0, offset, await log.end(0))) found.push(frames.map(frame => frame[0]))
    t.same(found, [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]])
  })

  t.test('what was stored while its answer got lost is stored once', async t => {
    const { proxy, log, stored } = await newLogBehindProxy(t, { socketTimeout: 500 })
    await append(log, 'a')
    proxy.set('mute')
    const lost = proxy.answerLost()
    const b = append(log, 'b')
    await lost
    const c = append(log, 'c')
    proxy.set('closed')
    proxy.set('open')
    t.same(await b, { offset: 1, index: 0 })
    t.same(await c, { offset: 2, index: 0 })
    t.same(await stored(), ['a', 'b', 'c'])
  })

  t.test('a connection that only swallows is cut, and what was sent is sent again', async t => {
    const { proxy, log, stored } = await newLogBehindProxy(t, { socketTimeout: 500 })
    proxy.set('silent')
    const a = append(log, 'a')
    const [connections, start] = [proxy.connections, Date.now()]
    while (proxy.connections === connections) await new Promise(resolve => setTimeout(resolve, 10))
    t.ok(Date.now() - start >= 400, 'not before its time')
    proxy.set('open')
    t.same(await a, { offset: 0, index: 0 })
    t.same(await stored(), ['a'])
  })

  t.test('what is given up without being known lets later frames pass, and never comes after them', async t => {
    const { proxy, log, stored } = await newLogBehindProxy(t, { socketTimeout: 500, deliveryTimeout: 1_000 })
    await append(log, 'a')
    proxy.set('mute')
    await t.rejects(append(log, 'stored, but not known'), LogUnavailableError)
    proxy.set('silent')
    await t.rejects(append(log, 'neither'), LogUnavailableError)
    proxy.set('open')
    await Promise.all(['b', 'c'].map(name => append(log, name)))
    await append(log, 'd')
    t.same(await stored(), ['a', 'stored, but not known', 'b', 'c', 'd'])
    t.match(log.stats, { framesAppended: 4, appendErrors: 2, queuedFrames: 0, queuedBytes: 0 })
  })

  t.test('what was given up and reaches the broker later is refused there', async t => {
    const { proxy, log, stored } = await newLogBehindProxy(t, { socketTimeout: 600, maxWait: 100, deliveryTimeout: 500 })
    await append(log, 'a')
    proxy.set('late')
    await t.rejects(append(log, 'too late'), LogUnavailableError)
    proxy.set('open')
    await append(log, 'b').catch(() => append(log, 'b'))
    await proxy.release()
    await append(log, 'c')
    t.same(await stored(), ['a', 'b', 'c'])
  })

  t.test('frames that could not be sent are given up one by one, each at its time', async t => {
    const { proxy, log, stored } = await newLogBehindProxy(t, { deliveryTimeout: 1_000 })
    proxy.set('closed')
    const first = append(log, 'first')
    const start = Date.now()
    await new Promise(resolve => setTimeout(resolve, 700))
    const second = append(log, 'second')
    await t.rejects(first, { code: 'KAFKA_ADAPTER_LOG_UNAVAILABLE', message: /not stored in time: Kafka does not answer/ })
    t.ok(Date.now() - start < 1_500)
    proxy.set('open')
    await second
    t.same(await stored(), ['second'])
  })

  t.test('the queue is bounded in frames and in bytes', async t => {
    const { proxy, log, stored } = await newLogBehindProxy(t, { maxQueuedFrames: 3, maxQueuedBytes: 1_000 })
    proxy.set('closed')
    const waiting = ['a', 'b', 'c'].map(name => append(log, name))
    await t.rejects(append(log, 'd'), LogFullError)
    t.match(log.stats, { queuedFrames: 3, appendErrors: 1 })
    proxy.set('open')
    await Promise.all(waiting)
    await t.rejects(log.append(0, [Buffer.alloc(1_001)]), LogFullError)
    await append(log, 'e')
    t.same(await stored(), ['a', 'b', 'c', 'e'])
  })

  t.test('closing stores what was appended', async t => {
    const { log, stored } = await newLogBehindProxy(t, {})
    const appended = Promise.all(Array.from({ length: 100 }, (_, i) => append(log, `${i}`)))
    await log.close()
    await appended
    t.equal((await stored()).length, 100)
    await t.rejects(append(log, 'late'), NodeClosedError)
  })

  t.test('closing does not wait for ever', async t => {
    const { proxy, log } = await newLogBehindProxy(t, {})
    proxy.set('closed')
    const rejected = t.rejects(append(log, 'a'), LogUnavailableError)
    const start = Date.now()
    await log.close()
    t.ok(Date.now() - start < 7_000)
    await rejected
  })
}
