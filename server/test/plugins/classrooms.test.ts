import t from 'tap'
import { next, pupil, send, serve, teacher, until } from '../helper.ts'

const short = { CLASS_HOLD_MS: '0', LEAVE_GRACE_MS: '0' }

t.test('a class that nobody comes to is closed', async t => {
  const { app, join } = await serve(t, short)
  await join(teacher)
  t.equal(app.classrooms.size, 1)
  await until(() => app.classrooms.size === 0)
  t.notOk([...app.io._nsps.keys()].includes('/3-2'))
})

t.test('a class stays open while somebody is there, and is held a while after that', async t => {
  const { app, enter } = await serve(t, short)
  const { client: first } = await enter(teacher)
  const { client: second } = await enter(pupil())
  const nsp = app.io.of('/3-2')
  first.disconnect()
  second.disconnect()
  await until(() => nsp.sockets.size === 0)
  t.equal(app.classrooms.size, 1)
  const { client: back } = await enter(teacher)
  t.equal(app.io.of('/3-2'), nsp, 'the same one')
  await enter({ ...teacher, classCode: '3-3' }).then(({ client }) => client.disconnect())
  await until(() => app.classrooms.size === 1)
  t.ok(app.classrooms.of(nsp), 'a later one is closed earlier')
  t.match(await send(back, 'time:ping', { t0: 1 }), { ok: true })
})

t.test('a class that was closed opens again', async t => {
  const { app, enter } = await serve(t, short)
  const { client } = await enter(teacher)
  client.disconnect()
  await until(() => app.classrooms.size === 0)
  const { client: watcher } = await enter(teacher)
  const arrival = next(watcher, 'join')
  await enter(pupil())
  t.match(await arrival, [{ uid: 's1' }])
})

t.test('what it holds', async t => {
  const { app, enter } = await serve(t)
  await enter(teacher)
  await enter({ ...pupil(), classCode: '3-3' })
  t.equal(app.classrooms.size, 2)
  t.equal([...app.classrooms.sockets()].length, 2)
  t.equal(app.classrooms.rooms, 8, 'everybody, role, person and the socket itself')
})
