import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { freePorts } from '../lib/ports.ts'
import { needsKafka } from '../lib/test-needs.ts'
import { start } from './helpers.ts'

const topics = (t: Test, env: NodeJS.ProcessEnv, ...args: string[]) =>
  start(t, process.execPath, ['--import', 'tsx', '--conditions=@classroom-popup/source', 'scripts/topics.ts', ...args], { env })

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const KAFKA_BROKERS = brokers.join()

  t.test('it creates the topic, once', async t => {
    const KAFKA_TOPIC = `test-${randomUUID()}`
    const env = { KAFKA_BROKERS, KAFKA_TOPIC, KAFKA_PARTITIONS: '3' }
    const first = topics(t, env, '--json')
    t.same(await first.json(), { topic: KAFKA_TOPIC, partitions: 3, created: true })
    t.equal(await first.exited, 0)
    const second = topics(t, env)
    t.equal(await second.exited, 0)
    t.same(second.lines, [`Topic "${KAFKA_TOPIC}" with 3 partitions is there, and as it should be.`])

    const wrong = topics(t, { ...env, KAFKA_PARTITIONS: '5' })
    t.equal(await wrong.exited, 1)
    t.match(wrong.errors(), /has 3 partitions instead of 5/)
  })
}

t.test('it says when Kafka is away', async t => {
  const [port] = await freePorts(1)
  const run = topics(t, { KAFKA_BROKERS: `127.0.0.1:${port}` })
  t.equal(await run.exited, 1)
  t.match(run.errors(), /^topic "classroom" cannot be created: .*ECONNREFUSED/)
})
