import t from 'tap'
import { drain } from '../src/drain.ts'
import { loadConfig } from '../src/config.ts'
import { next, pupil, serve, teacher } from './helper.ts'

t.test('clients are told, cut one after the other, and come back elsewhere', async t => {
  const { app, enter, connect, join } = await serve(t)
  const windowMs = 300
  const clients = await Promise.all([teacher, ...Array.from({ length: 9 }, (_, i) => pupil(i))].map(enter))
  const told = Promise.all(clients.map(({ client }) => next(client, 'server:drain')))
  const ends: number[] = []
  const cut = Promise.all(clients.map(async ({ client }) => {
    const [reason] = await next(client, 'disconnect')
    ends.push(performance.now())
    return reason
  }))
  const { ticket } = await join(teacher)

  await drain(app, loadConfig({ DRAIN_WINDOW_MS: String(windowMs) }))
  const delays = (await told).map(([{ reconnectInMs }]) => reconnectInMs)
  t.ok(delays.every((delay) => delay >= 0 && delay <= windowMs))
  t.ok(new Set(delays).size > 1, 'not all at once')
  t.ok((await cut).every((reason) => reason === 'transport close'), 'clients connect again by themselves')
  t.ok(Math.max(...ends) - Math.min(...ends) > 20)

  t.strictSame(app.readiness.reasons(), ['draining'])
  await next(connect('3-2', { ticket }), 'connect_error')
})

t.test('until the routers know, all goes on', async t => {
  const { app, enter } = await serve(t)
  const draining = drain(app, loadConfig({ DRAIN_DELAY_MS: '300', DRAIN_WINDOW_MS: '0' }))
  t.strictSame(app.readiness.reasons(), ['draining'])
  const { client } = await enter(teacher)
  const gone = next(client, 'disconnect')
  await draining
  await gone
})
