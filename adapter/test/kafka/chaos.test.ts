import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { LogRecorder } from '../log-recorder.ts'
import { kafkaClient, newLog, newTopic } from './kafka-fixture.ts'
import { startProxy } from './proxy.ts'

const DURATION = 10_000
const PARTITIONS = [0, 1, 2, 3]

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  t.test('whatever the network does, what is confirmed is stored once, in order, and read by all', async t => {
    const topic = await newTopic(kafkaClient(brokers))
    const proxy = await startProxy(t)
    const options = { topic, socketTimeout: 400, maxWait: 100, deliveryTimeout: 1_500 }
    const log = await newLog(t, kafkaClient(brokers, { socketFactory: proxy.socketFactory }), options)
    const recorder = new LogRecorder()
    const reader = log.follow(recorder)
    for (const partition of PARTITIONS) reader.add(partition, 0)

    const confirmed = new Set<string>()
    const appended: Promise<void>[] = []
    const end = Date.now() + DURATION
    while (Date.now() < end) {
      const mode = (['mute', 'silent', 'late', 'closed', 'open'] as const)[Math.floor(Math.random() * 5)]!
      t.comment(`${mode} from frame ${appended.length} on`)
      proxy.set(mode)
      const until = Date.now() + Math.random() * 1_200
      while (Date.now() < until) {
        const name = String(appended.length)
        appended.push(log.append(appended.length % 4, [Buffer.from(name)]).then(() => { confirmed.add(name) }, () => {}))
        await new Promise(resolve => setTimeout(resolve, 2))
      }
      proxy.set('open')
      await proxy.release()
    }
    await Promise.all(appended)

    const observer = await newLog(t, kafkaClient(brokers), { topic })
    for (const partition of PARTITIONS) {
      const stored: string[] = []
      for await (const { frames } of observer.read(partition, 0, await observer.end(partition))) stored.push(...frames.map(String))
      t.same(stored, [...new Set(stored)].sort((a, b) => Number(a) - Number(b)), 'once and in order')
      t.same([...confirmed].filter(name => Number(name) % 4 === partition && !stored.includes(name)), [], 'nothing is lost')
      await recorder.until(() => recorder.texts(partition).length >= stored.length, 'all frames')
      t.same(recorder.texts(partition), stored, 'read as it is stored')
    }
    t.same(recorder.gaps, [])
    t.ok(confirmed.size > 0)
  })
}
