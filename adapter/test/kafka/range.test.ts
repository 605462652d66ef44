import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { LogGapError, LogUnavailableError, NodeClosedError } from '../../src/errors.ts'
import { type Log, type LogRecord } from '../../src/log.ts'
import { kafkaClient, newLog, newTopic, trim } from './kafka-fixture.ts'
import { startProxy } from './proxy.ts'

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const kafka = kafkaClient(brokers)
  const read = async (log: Log, from: number, to: number): Promise<LogRecord[]> => {
    const records = []
    for await (const record of log.read(0, from, to)) records.push(record)
    return records
  }

  t.test('a range of many fetches is complete and in order', async t => {
    const log = await newLog(t, kafka, { maxRecordBytes: 100 * 1024 })
    const frame = Buffer.alloc(64 * 1024)
    await log.append(0, Array.from({ length: 50 }, () => frame))
    t.same((await read(log, 3, 47)).map(({ offset }) => offset), Array.from({ length: 44 }, (_, i) => i + 3))
  })

  t.test('whoever stops in the middle leaves nothing behind', async t => {
    const log = await newLog(t, kafka)
    for (let i = 0; i < 5; i++) await log.append(0, [Buffer.from([i])])
    for await (const { offset } of log.read(0, 0, 5)) if (offset === 2) break
    t.equal((await read(log, 0, 5)).length, 5)
  })

  t.test('what was trimmed is missing, and what is kept is not', async t => {
    const topic = await newTopic(kafka)
    const log = await newLog(t, kafka, { topic })
    for (let i = 0; i < 5; i++) await log.append(0, [Buffer.from([i])])
    await trim(kafka, topic, 0, 2)
    await t.rejects(read(log, 1, 5), new LogGapError('records 1 to 2 of partition 0 are no longer in the log'))
    t.equal((await read(log, 2, 5)).length, 3)
    t.equal(await log.offsetAt(0, 0), 2)
  })

  t.test('records that there are not are missing too', async t => {
    const log = await newLog(t, kafka)
    await log.append(0, [Buffer.from('a')])
    await t.rejects(read(log, 7, 8), LogGapError)
    const start = Date.now()
    await t.rejects(read(log, 0, 2), LogGapError)
    t.ok(Date.now() - start < 10_000, 'after some patience: a new leader may not show its last records yet')
  })

  t.test('while the network is away a call waits, but not for ever', async t => {
    const proxy = await startProxy(t)
    const topic = await newTopic(kafka)
    const log = await newLog(t, kafkaClient(brokers, { socketFactory: proxy.socketFactory }), { topic, deliveryTimeout: 1_000 })
    await log.append(0, [Buffer.from('a')])
    proxy.set('closed')
    await t.rejects(log.end(0), LogUnavailableError)
    const records = read(log, 0, 1)
    const end = log.end(0)
    proxy.set('open')
    t.equal((await records).length, 1)
    t.equal(await end, 1)
    await log.close()
    await t.rejects(log.end(0), NodeClosedError)
  })
}
