import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import t, { type Test } from 'tap'
import { buildApp } from '../../../../server/src/app.ts'
import { keysOf } from '../../../../server/src/auth/keys.ts'
import { loadConfig } from '../../../../server/src/config.ts'
import { startCluster } from '../../../lib/cluster/start-cluster.ts'
import { type Progress, runLoad } from '../../../lib/loadtest/run.ts'
import { needsKafka } from '../../../lib/test-needs.ts'
import { faults, startFaultyServer } from '../../fixtures/faulty-server.ts'
import { until } from '../../helpers.ts'

const TICKET_SECRETS = 'k:secret'
const [key] = keysOf(TICKET_SECRETS)
const small = { classes: 1, students: 4, duration: 1, rate: 30, key, settleMs: 1_000 }

async function serve (t: Test, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const app = await buildApp(loadConfig({ LOG_LEVEL: 'silent', TICKET_SECRETS, ...env }))
  t.teardown(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  await app.node.init()
  return url
}

t.test('people of several classes share messages', async t => {
  const progress: Progress[] = []
  const result = await runLoad({ ...small, urls: [await serve(t)], classes: 2, students: 3, rate: 10, settleMs: 20_000 }, each => progress.push(each))
  t.match(result, { people: 8, sent: 20, expected: 60, delivered: 60, refused: 0, unanswered: 0, lost: 0, doubled: 0, outOfOrder: 0, disagreements: 0 })
  t.equal(result.connect.count, 8)
  t.equal(result.delivery.count, 60)
  const { p50, p99, max } = result.delivery
  t.ok(p50 > 0 && p50 <= p99 && p99 <= max, `${p50} ${p99} ${max}`)
  t.same([...new Set(progress.map(({ phase }) => phase))], ['joining', 'sending', 'settling'])
  t.ok(progress.every(({ part }) => part >= 0 && part <= 1))
})

for (const [name, wrong] of Object.entries({ none: [], lose: ['lost'], double: ['doubled'], swap: ['disagreements'] })) {
  t.test(`what a server delivers wrongly is found: ${name}`, async t => {
    const url = await startFaultyServer(t, faults[name as keyof typeof faults])
    const { delivered, lost, doubled, outOfOrder, disagreements } = await runLoad({ ...small, urls: [url] })
    t.ok(delivered > 0)
    t.same(Object.entries({ lost, doubled, outOfOrder, disagreements }).filter(([, count]) => count > 0).map(([fault]) => fault), wrong)
  })
}

t.test('refused messages need not arrive', async t => {
  const { sent, refused, expected, delivered, lost } = await runLoad({ ...small, urls: [await serve(t, { EVENTS_PER_SECOND: '2' })], students: 1 })
  t.equal(sent, 30)
  t.ok(refused > 20, String(refused))
  t.equal(expected, sent - refused)
  t.equal(delivered, expected)
  t.equal(lost, 0)
})

t.test('it rejects when somebody cannot join, and when the load is too large', async t => {
  await t.rejects(runLoad({ ...small, urls: [await serve(t, { TICKET_SECRETS: 'other:secret' })] }), { message: /socket\/join answers 403/ })
  await t.rejects(runLoad({ ...small, urls: ['http://127.0.0.1:1'], classes: 3_000 }), { message: 'too large a load: 15000 people, at most 10000' })
})

const brokers = await needsKafka(t)
if (brokers) {
  t.test('people whose pod is killed go on at another one, and nothing is lost', async t => {
    const env = { ...process.env, NODE_OPTIONS: undefined, KAFKA_TOPIC: `test-${randomUUID()}`, KAFKA_PARTITIONS: '2', TICKET_SECRETS }
    const { pods, stop } = await startCluster({ pods: 2, kafka: brokers, env, out: new PassThrough().resume() })
    t.teardown(stop)
    const run = runLoad({ ...small, urls: pods.map(({ url }) => url), classes: 3, students: 5, duration: 6, rate: 2, settleMs: 20_000 })
    const shared = async (): Promise<number> => {
      const metrics = await (await fetch(`${pods[1]!.internal}/metrics`)).text()
      return Number(/^classroom_socket_events_total\{event="sendMedia",result="ok"\} (\d+)$/m.exec(metrics)?.[1] ?? 0)
    }
    await until(async () => await shared() >= 3)
    process.kill(pods[1]!.pid, 'SIGKILL')
    const result = await run
    t.match(result, { lost: 0, doubled: 0, outOfOrder: 0, disagreements: 0, recovered: 9 })
    t.equal(result.reconnect.count, 9, 'three of six people of each class were on the pod that died')
    t.ok(result.caughtUp.count > 0)
  })
}
