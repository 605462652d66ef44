import t from 'tap'
import { buildInternal } from '../src/internal.ts'
import { serve, teacher } from './helper.ts'

t.test('health', async t => {
  const { app } = await serve(t)
  const internal = buildInternal(app)
  t.teardown(() => internal.close())
  t.equal((await internal.inject('/healthz')).statusCode, 200)
  const ready = await internal.inject('/readyz')
  t.strictSame([ready.statusCode, ready.json()], [200, { ready: true, reasons: [] }])
  app.readiness.drain()
  const draining = await internal.inject('/readyz')
  t.strictSame([draining.statusCode, draining.json()], [503, { ready: false, reasons: ['draining'] }])
  t.equal((await internal.inject('/healthz')).statusCode, 200)
})

t.test('metrics', async t => {
  const { app, enter } = await serve(t)
  await enter(teacher)
  const internal = buildInternal(app)
  t.teardown(() => internal.close())
  const { headers, body } = await internal.inject('/metrics')
  t.match(headers['content-type'], 'text/plain')
  const value = (name: string) => Number(body.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ')[1])
  t.equal(value('classroom_connections'), 1)
  t.equal(value('classroom_sockets'), 1)
  t.equal(value('classroom_classes'), 1)
  t.equal(value('classroom_rooms'), 4)
  t.equal(value('classroom_ready'), 1)
  t.equal(value('classroom_join_seconds_count'), 1)
  t.equal(value('classroom_cluster_nodes'), 1)
  t.equal(value('classroom_cluster_frames_appended_total'), app.node.stats().log.framesAppended)
  t.ok(value('nodejs_eventloop_lag_seconds') >= 0)
  t.match(body, /classroom_http_request_seconds_count\{method="POST",route="\/socket\/join",status="200"\} 1/)
})
