import t from 'tap'
import { send, serve, teacher } from '../helper.ts'

t.test('tells when the question came and when the answer went', async t => {
  const { enter } = await serve(t)
  const { client } = await enter(teacher)
  const before = Date.now()
  const { ok, t0, t1, t2 } = await send(client, 'time:ping', { t0: 12.5 }) as { ok: boolean, t0: number, t1: number, t2: number }
  t.same({ ok, t0 }, { ok: true, t0: 12.5 })
  t.ok(before <= t1 && t1 <= t2 && t2 <= Date.now())
})
