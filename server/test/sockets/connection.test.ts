import t from 'tap'
import { next, send, serve, teacher } from '../helper.ts'

t.test('a socket that does not join is cut', async t => {
  const { join, connect, enter } = await serve(t, { JOIN_TIMEOUT_MS: '200' })
  const { client: joined } = await enter(teacher)
  const idle = connect('3-2', { ticket: (await join(teacher)).ticket })
  t.strictSame(await next(idle, 'disconnect'), ['io server disconnect', undefined])
  t.match(await send(joined, 'time:ping', { t0: 1 }), { ok: true }, 'one that did stays')
})
