import t from 'tap'
import { next, pupil, record, send, serve, teacher } from '../helper.ts'

t.test('goes to everybody else, signed by the session', async t => {
  const { enter } = await serve(t)
  const { client: sender } = await enter(pupil())
  const { client: watcher } = await enter(teacher)
  const { client: classmate } = await enter(pupil(2))
  const own = record(sender)
  const received = [watcher, classmate].map((client) => next(client, 'sendMedia'))
  const data = { nested: [1, null, { deep: '값' }], ok: true }
  const forged = { eventName: 'quiz:state', classCode: '9-9', userType: 'TE', userName: '이선생', sessionId: watcher.id, type: 'image', data }
  t.strictSame(await send(sender, 'sendMedia', forged), { ok: true })
  const expected = {
    eventName: 'sendMedia', classCode: '3-2', sessionId: sender.id, userType: 'ST', userName: '학생1', type: 'image', data
  }
  t.strictSame((await Promise.all(received)).map(([media]) => media), [expected, expected])
  t.strictSame(own.filter(([event]) => event === 'sendMedia'), [])
})

t.test('binary data passes unchanged', async t => {
  const { enter } = await serve(t)
  const { client: sender } = await enter(teacher)
  const { client: watcher } = await enter(pupil())
  const bytes = Buffer.from([0, 1, 2, 253, 254, 255])
  const received = next(watcher, 'sendMedia')
  sender.emit('sendMedia', { type: 'sound', data: { chunk: bytes, name: 'a' } })
  const [{ data }] = await received
  t.strictSame(data, { chunk: bytes, name: 'a' })
})

t.test('only in the own class', async t => {
  const { enter } = await serve(t)
  const { client: sender } = await enter(teacher)
  const { client: stranger } = await enter({ ...pupil(), classCode: '3-3' })
  const { client: classmate } = await enter(pupil())
  const seen = record(stranger)
  await send(sender, 'sendMedia', { classCode: '3-3', type: 'link', data: 1 })
  await next(classmate, 'sendMedia')
  await send(stranger, 'time:ping', { t0: 0 })
  t.strictSame(seen.filter(([event]) => event === 'sendMedia'), [])
})

t.test('not before the socket has joined', async t => {
  const { join, connect } = await serve(t)
  const client = connect('3-2', { ticket: (await join(teacher)).ticket })
  t.match(await send(client, 'sendMedia', { type: 'link', data: 1 }), { ok: false, code: 'NOT_JOINED', retryable: false })
})

t.test('pupils need the share mode, teachers do not', async t => {
  const { enter } = await serve(t)
  const { client: ofPupil } = await enter(pupil())
  const { client: ofTeacher } = await enter(teacher)
  t.match(await send(ofTeacher, 'control', { v: 1, cmdId: 'a', cmd: 'share', on: false }), { ok: true })
  t.match(await send(ofPupil, 'sendMedia', { type: 'link', data: 1 }), { ok: false, code: 'FORBIDDEN' })
  t.match(await send(ofTeacher, 'sendMedia', { type: 'link', data: 1 }), { ok: true })
})
