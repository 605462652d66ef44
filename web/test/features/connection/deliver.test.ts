import t from 'tap'
import { type Courier, deliver } from '../../../src/features/connection/deliver.ts'

const busy = { ok: false, code: 'UNAVAILABLE', message: '', retryable: true } as const
const courier = (attempt: Courier<{ at: number }>['attempt']): Courier<{ at: number }> => ({ attempt, joined: async () => true, pause: async () => {} })

t.test('a command waits until the class is joined, and is sent once', async t => {
  let sent = 0
  let arrive = (_is: boolean): void => {}
  const reply = deliver({ ...courier(async () => ({ ok: true, at: ++sent })), joined: () => new Promise(resolve => { arrive = resolve }) })
  t.equal(sent, 0)
  arrive(true)
  t.strictSame(await reply, { ok: true, at: 1 })
  t.equal(sent, 1)
})

t.test('a command without an answer is sent again', async t => {
  const replies = [undefined, undefined, { ok: true, at: 3 } as const]
  t.strictSame(await deliver(courier(async () => replies.shift())), { ok: true, at: 3 })
  t.strictSame(replies, [])
})

t.test('a refusal is an answer; one that may pass is asked again, not for ever', async t => {
  const refusal = { ok: false, code: 'CLOSED', message: '', retryable: false } as const
  t.strictSame(await deliver(courier(async () => refusal)), refusal)
  let attempts = 0
  t.strictSame(await deliver(courier(async () => { attempts++; return busy })), busy)
  t.equal(attempts, 5)
})

t.test('a command that was faster than joining is sent again', async t => {
  const early = { ok: false, code: 'NOT_JOINED', message: '', retryable: false } as const
  const replies = [early, { ok: true, at: 2 } as const]
  t.strictSame(await deliver(courier(async () => replies.shift())), { ok: true, at: 2 })
})

t.test('when the class is over, nothing is sent', async t => {
  const reply = await deliver({ ...courier(async () => { throw new Error('nothing is to be sent') }), joined: async () => false })
  t.match(reply, { ok: false, code: 'NOT_JOINED', retryable: false })
})
