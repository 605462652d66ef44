import { CompressionTypes, Partitioners } from 'kafkajs'
import t, { type Test } from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { encodeRecord } from '../../src/kafka/record-codec.ts'
import { type Log, type LogReader } from '../../src/log.ts'
import { LogRecorder } from '../log-recorder.ts'
import { administer, kafkaClient, newLog, newTopic, trim } from './kafka-fixture.ts'
import { startProxy } from './proxy.ts'

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const kafka = kafkaClient(brokers)
  const append = (log: Log, partition: number, name: string): Promise<unknown> => log.append(partition, [Buffer.from(name)])
  const follow = (t: Test, log: Log, recorder: LogRecorder): LogReader => {
    const reader = log.follow(recorder)
    t.teardown(() => reader.close())
    return reader
  }

  t.test('what is no record of this library is passed over and reported', async t => {
    const topic = await newTopic(kafka)
    const log = await newLog(t, kafka, { topic })
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
    await producer.connect()
    t.teardown(() => producer.disconnect())
    const good = encodeRecord([Buffer.from('foreign, but well-formed')])
    const values = [null, Buffer.alloc(0), Buffer.from('text'), Buffer.from([1, 0, 0, 0, 9, 1]), Buffer.from([1, 0, 0]), good]
    await append(log, 0, 'first')
    await producer.send({ topic, messages: values.map(value => ({ partition: 0, key: 'key', value, headers: { from: 'elsewhere' } })) })
    await producer.send({ topic, messages: [{ partition: 0, value: good }], compression: CompressionTypes.GZIP })
    await append(log, 0, 'last')

    const recorder = new LogRecorder()
    follow(t, log, recorder).add(0, 0)
    await recorder.untilFrames(3)
    t.same(recorder.texts(0), ['first', 'foreign, but well-formed', 'last'])
    t.same(recorder.records.map(({ offset }) => offset), [0, 6, 8])
    t.same(recorder.gaps, [])
    await recorder.until(() => recorder.errors.length > 0, 'error')
    t.match(recorder.errors.map(({ message }) => message).join(), /6 record\(s\) of .* from offset 1 on/)

    const found = []
    for await (const { offset } of log.read(0, 0, 9)) found.push(offset)
    t.same(found, [0, 6, 8], 'a range passes over them as well')
  })

  t.test('a record that keeps its bytes keeps nothing else', async t => {
    const log = await newLog(t, kafka)
    await Promise.all([append(log, 0, 'a'), append(log, 1, 'b')])
    const recorder = new LogRecorder()
    follow(t, log, recorder).add(0, 0)
    await recorder.untilFrames(1)
    const [frame] = recorder.records[0]!.frames
    t.equal(frame!.buffer.byteLength, encodeRecord([Buffer.from('a')]).length)
  })

  t.test('records that were trimmed are a gap', async t => {
    const topic = await newTopic(kafka)
    const log = await newLog(t, kafka, { topic })
    for (const name of 'abcde') await append(log, 0, name)
    await trim(kafka, topic, 0, 3)

    const recorder = new LogRecorder()
    const reader = follow(t, log, recorder)
    reader.add(0, 1)
    await recorder.untilFrames(2)
    t.same(recorder.gaps, [{ partition: 0, from: 1, to: 3 }])
    t.same(recorder.texts(0), ['d', 'e'])
    t.match(log.stats, { gaps: 1 })
    t.equal(await log.offsetAt(0, 0), 3, 'times do not lead below what is kept')
  })

  t.test('a position beyond the end is a gap back to the beginning', async t => {
    const log = await newLog(t, kafka)
    await append(log, 0, 'a')
    const recorder = new LogRecorder()
    follow(t, log, recorder).add(0, 1_000)
    await recorder.untilFrames(1)
    t.same(recorder.gaps, [{ partition: 0, from: 1_000, to: 0 }])
  })

  for (const grown of [false, true]) {
    t.test(`a topic that was made anew is a gap, ${grown ? 'also when it has grown beyond the position' : 'and all of it is read'}`, async t => {
      const topic = await newTopic(kafka)
      const log = await newLog(t, kafka, { topic })
      for (const name of 'abc') await append(log, 0, name)
      const recorder = new LogRecorder()
      follow(t, log, recorder).add(0, 0)
      await recorder.untilFrames(3)

      await administer(kafka, admin => admin.deleteTopics({ topics: [topic] }))
      while (!await KafkaLog.createTopic(kafka, { topic, partitions: 4 })) await new Promise(resolve => setTimeout(resolve, 20))
      const names = grown ? ['v', 'w', 'x', 'y', 'z'] : ['z']
      for (const name of names) await append(log, 0, name)

      await recorder.untilFrames(3 + names.length)
      t.same(recorder.gaps, [{ partition: 0, from: 3, to: 0 }])
      t.same(recorder.texts(0), ['a', 'b', 'c', ...names])
    })
  }

  t.test('a listener that throws ends nothing', async t => {
    const log = await newLog(t, kafka)
    const recorder = new LogRecorder()
    const onRecords = recorder.onRecords.bind(recorder)
    recorder.onRecords = records => {
      onRecords(records)
      throw new Error('from the listener')
    }
    follow(t, log, recorder).add(0, 0)
    await append(log, 0, 'a')
    await recorder.untilFrames(1)
    await append(log, 0, 'b')
    await recorder.untilFrames(2)
    await recorder.until(() => recorder.errors.length === 2, 'errors')
    t.match(recorder.errors[0], { message: 'from the listener' })
    t.same(recorder.texts(0), ['a', 'b'])
  })

  t.test('a partition that cannot be read does not hold up the others, and is an error once', async t => {
    const log = await newLog(t, kafka)
    const recorder = new LogRecorder()
    const reader = follow(t, log, recorder)
    reader.add(99, 0)
    reader.add(0, 0)
    await recorder.until(() => recorder.errors.length > 0, 'error')
    for (let i = 0; i < 20; i++) {
      await append(log, 0, `${i}`)
      await recorder.untilFrames(i + 1)
    }
    t.equal(recorder.errors.length, 1)
    t.same([...reader.positions()].sort(), [[0, 20], [99, 0]])
  })

  t.test('a partition that is added waits for a read that waits for nothing longer than that', async t => {
    const log = await newLog(t, kafka, { maxWait: 300 })
    const recorder = new LogRecorder()
    const reader = follow(t, log, recorder)
    reader.add(0, 0)
    await append(log, 0, 'a')
    await recorder.untilFrames(1)
    await append(log, 1, 'b')
    const start = performance.now()
    reader.add(1, 0)
    await recorder.untilFrames(2)
    t.ok(performance.now() - start < 600, `${performance.now() - start} ms`)
  })

  t.test('one read brings what there is of all partitions, in the order of each', async t => {
    const log = await newLog(t, kafka)
    for (let i = 0; i < 10; i++) await Promise.all([0, 1, 2, 3].map(partition => append(log, partition, `${i}`)))
    const recorder = new LogRecorder()
    const reader = follow(t, log, recorder)
    for (let partition = 0; partition < 4; partition++) reader.add(partition, 0)
    await recorder.untilFrames(40)
    for (let partition = 0; partition < 4; partition++) t.same(recorder.texts(partition), Array.from({ length: 10 }, (_, i) => `${i}`))
    t.ok(Math.max(...recorder.calls) > 10, `calls with ${recorder.calls.join(', ')} records`)
  })

  t.test('a long backlog is read to its end', async t => {
    const log = await newLog(t, kafka)
    const frame = Buffer.alloc(600 * 1024)
    for (let i = 0; i < 10; i++) await Promise.all([0, 1, 2].map(partition => log.append(partition, [frame])))
    const recorder = new LogRecorder()
    const reader = follow(t, log, recorder)
    for (let partition = 0; partition < 3; partition++) reader.add(partition, 0)
    await recorder.untilFrames(30)
    t.same([...reader.positions()].sort(), [[0, 10], [1, 10], [2, 10]])
    await recorder.until(() => log.stats.lag === 0, 'end of the lag')
    t.ok(log.stats.lastReadAgeMs < 5_000)
  })

  t.test('it goes on by itself when the network has been away, silently or not, and says so once', async t => {
    const proxy = await startProxy(t)
    const topic = await newTopic(kafka)
    const log = await newLog(t, kafkaClient(brokers, { socketFactory: proxy.socketFactory }), { topic, socketTimeout: 500, maxWait: 100 })
    const outside = await newLog(t, kafka, { topic })
    const recorder = new LogRecorder()
    follow(t, log, recorder).add(0, 0)
    await append(outside, 0, 'a')
    await recorder.untilFrames(1)

    for (const [mode, before, during, after] of [['closed', 'a', 'b', 'c'], ['silent', 'c', 'd', 'e']] as const) {
      const [errors, frames] = [recorder.errors.length, recorder.records.length]
      t.equal(recorder.texts(0).at(-1), before)
      proxy.set(mode)
      await append(outside, 0, during)
      await recorder.until(() => recorder.errors.length > errors, 'error')
      const { connections } = proxy
      while (proxy.connections < connections + 3) await new Promise(resolve => setTimeout(resolve, 20))
      t.equal(recorder.errors.length, errors + 1, 'one error for several attempts')
      proxy.set('open')
      await recorder.untilFrames(frames + 1)
      await append(outside, 0, after)
      await recorder.untilFrames(frames + 2)
    }
    t.same(recorder.texts(0), ['a', 'b', 'c', 'd', 'e'])
    t.same(recorder.gaps, [])
  })

  t.test('after its end it delivers nothing', async t => {
    const log = await newLog(t, kafka)
    const recorder = new LogRecorder()
    const reader = log.follow(recorder)
    reader.add(0, 0)
    await append(log, 0, 'a')
    await recorder.untilFrames(1)
    await Promise.all([reader.close(), append(log, 0, 'b')])
    await reader.close()
    t.same(recorder.texts(0), ['a'])
    t.same(recorder.errors, [])
  })
}
