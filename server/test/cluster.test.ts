import { randomUUID } from 'node:crypto'
import t from 'tap'
import { needsKafka } from '../../scripts/lib/test-needs.ts'
import { buildApp } from '../src/app.ts'
import { joinCluster } from '../src/cluster.ts'
import { loadConfig } from '../src/config.ts'
import { next, pupil, send, serve, teacher } from './helper.ts'

const brokers = await needsKafka(t)
if (brokers) {
  const env = () => ({ NODE_ENV: 'test', LOG_LEVEL: 'silent', MODE: 'kafka', KAFKA_BROKERS: brokers.join(), KAFKA_TOPIC: `classroom-${randomUUID()}`, KAFKA_PARTITIONS: '3' })

  t.test('a class on two nodes behind Kafka', async t => {
    const shared = { ...env(), LEAVE_GRACE_MS: '100' }
    const a = await serve(t, shared)
    const b = await serve(t, shared)
    const { client: watcher } = await a.enter(teacher)
    const arrival = next(watcher, 'join')
    const { client, snapshot } = await b.enter(pupil())
    t.strictSame(snapshot.roster, { te: 1, st: 1 })
    t.match(await arrival, [{ uid: 's1' }])

    const media = next(watcher, 'sendMedia')
    t.match(await send(client, 'sendMedia', { type: 'sound', data: Buffer.from([1, 2]) }), { ok: true })
    t.strictSame((await media)[0].data, Buffer.from([1, 2]))

    const departure = next(watcher, 'disconnected')
    const { id } = client
    client.disconnect()
    t.match(await departure, [id, { uid: 's1' }])
  })

  t.test('in production, a missing topic is a mistake that somebody has to see', async t => {
    const app = await buildApp(loadConfig({ ...env(), NODE_ENV: 'production', TICKET_SECRETS: `a:${'k'.repeat(32)}` }))
    t.teardown(() => app.close())
    await t.rejects(joinCluster(app), { code: 'KAFKA_ADAPTER_TOPIC' })
  })
}

t.test('a node whose log is away is not ready, and goes on trying', async t => {
  const app = await buildApp(loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', MODE: 'kafka', KAFKA_BROKERS: '127.0.0.1:1' }))
  const joining = joinCluster(app)
  t.match(app.readiness.reasons(), ['not connected to the other nodes'])
  t.match((await app.inject({ method: 'POST', url: '/socket/join', payload: teacher })).json(), { code: 'UNAVAILABLE' })
  await app.close()
  await joining
})
