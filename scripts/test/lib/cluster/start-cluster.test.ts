import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { startCluster } from '../../../lib/cluster/start-cluster.ts'
import { freePorts } from '../../../lib/ports.ts'
import { needsKafka } from '../../../lib/test-needs.ts'

t.test('it rejects when a port is taken', async t => {
  const busy = createServer().listen(0, '127.0.0.1')
  t.teardown(() => busy.close())
  await once(busy, 'listening')
  const { port } = busy.address() as AddressInfo
  await t.rejects(startCluster({ pods: 2, port: port - 1 }), { message: /^port \d+ is in use$/ })
})

t.test('it rejects when Kafka is away', async t => {
  const [port] = await freePorts(1)
  await t.rejects(startCluster({ kafka: [`127.0.0.1:${port}`], database: 'none' }), { message: /ECONNREFUSED/ })
})

const brokers = await needsKafka(t)
if (brokers) {
  t.test('it rejects when a pod does not start, and the log says why', async t => {
    const out = new PassThrough()
    const env = { ...process.env, NODE_OPTIONS: undefined, KAFKA_TOPIC: `test-${randomUUID()}`, KAFKA_PARTITIONS: '1', HOST: '192.0.2.1' }
    await t.rejects(startCluster({ pods: 1, kafka: brokers, database: 'none', env, out }), { message: 'a pod did not start: it ended (code 1)' })
    t.match(await text(out.end()), /^pod 1 \| .*EADDRNOTAVAIL/m)
  })
}
