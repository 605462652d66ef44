import t, { type Test } from 'tap'
import { Cell } from '../../../lib/bench/cell.ts'
import { type PeerName } from '../../../lib/bench/peers.ts'
import { type Servers } from '../../../lib/bench/servers.ts'
import { needsKafka } from '../../../lib/test-needs.ts'
import { isAlive } from '../../helpers.ts'

async function measure (t: Test, peer: PeerName, pods: number, kafka?: string[]): Promise<void> {
  const servers: Servers = { addresses: { kafka }, pids: { kafka: [process.pid], redis: [] }, versions: [], stop: async () => {} }
  const cell = await Cell.start(servers, peer, { pods: 2, classes: [['/a', '/b'], ['/b', '/c']], people: 3 })
  t.teardown(() => cell.stop())
  t.equal(cell.pods.length, pods)

  const { sent, count, missing, usages, local, remote } = await cell.load({ rates: [100, 50], seconds: 0.4, burst: 2 })
  const emitters = Math.min(pods, 2)
  t.equal(sent, emitters === 2 ? 60 : 40)
  t.equal(count, sent * 3 * pods, 'everybody in the class gets it')
  t.equal(missing, 0)
  t.equal(usages.length, pods)
  t.ok(usages.every(({ cpu, rss }) => cpu > 0 && rss > 0))
  t.equal(local.count, count / pods, 'half of the people are on the other pod')
  t.equal(remote.count, count - local.count)
  t.ok(local.p50 > 0 && local.p99 >= local.p50)

  const { pid } = cell
  await cell.stop()
  t.notOk(isAlive(pid))
}

t.test('in memory: one process', t => measure(t, 'memory', 1))

t.test('over Kafka: two pods', async t => {
  const brokers = await needsKafka(t)
  if (brokers) await measure(t, 'kafka-recovery', 2, brokers)
})
