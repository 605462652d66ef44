import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type TeacherSnapshot } from '../../protocol/class-snapshot.ts'
import { next, pupil, record, send, serve, teacher, until } from '../helper.ts'
import { answer, command, quizSet, sync } from './lesson.ts'

t.test('the projector follows the lesson without names, and is nobody', async (t) => {
  const log = new MemoryLog()
  const often = { EVENTS_PER_SECOND: '1000', LEAVE_GRACE_MS: '50' }
  const [a, b] = await Promise.all([serve(t, often, log), serve(t, often, log)])
  const { client: te } = await a.enter(teacher)
  const { client: s1 } = await a.enter(pupil(1))

  const ofPupil = b.connect('3-2', { ticket: (await b.join(pupil(2))).ticket })
  t.match(await send(ofPupil, 'join', { view: 'screen' }), { ok: false, code: 'FORBIDDEN' })

  const screen = b.connect('3-2', { ticket: (await b.join(teacher)).ticket })
  const heard = record(screen)
  const joined = next(screen, 'joined')
  t.match(await send(screen, 'join', { view: 'screen' }), { ok: true })
  const [snapshot] = await joined
  t.match(snapshot, { me: { uid: 't1', role: 'TE' }, roster: { te: 1, st: 1 }, chat: [] })
  t.notOk('drawn' in snapshot)
  t.strictSame([...b.app.io.of('/3-2').sockets.get(screen.id!)!.rooms].sort(), ['/3-2', screen.id!, 'scr'].sort())

  await b.enter(pupil(2))
  await command(s1, 'chat:send', { text: '안녕' })
  await command(s1, 'chat:send', { text: '비밀', to: 'te' })
  await command(te, 'quiz:cmd', { cmd: 'load', set: quizSet() })
  await command(te, 'quiz:cmd', { cmd: 'start' })
  await answer(s1, '비밀정답')
  await until(() => heard.some(([event, argument]) => event === 'quiz:state' && (argument as { phase: string }).phase === 'open'))
  t.notMatch(JSON.stringify([heard, await sync(screen), await command(screen, 'chat:history', {})]), /비밀|학생|안녕/)
  await command(te, 'quiz:cmd', { cmd: 'reveal' })
  await command(te, 'quiz:cmd', { cmd: 'board' })
  await until(() => heard.some(([event]) => event === 'quiz:board'))
  t.notMatch(JSON.stringify(heard), /학생|안녕/)
  await command(te, 'control', { cmd: 'names', on: true })
  await until(async () => JSON.stringify(await sync(screen)).includes('학생'))

  te.disconnect()
  const { client: other } = await b.enter({ ...teacher, tempUsrId: 't2' })
  await until(async () => ((await sync(other)) as TeacherSnapshot).roster.some(({ uid, state }) => uid === 't1' && state === 'offline'))
  t.ok(screen.connected)
})

t.test('rooms of teams follow the teams', async (t) => {
  const { app, enter } = await serve(t)
  const { client: te } = await enter(teacher)
  const { client } = await enter(pupil(1))
  const teams = () => [...app.io.of('/3-2').sockets.get(client.id!)!.rooms].filter((room) => room.startsWith('team:'))
  await command(te, 'control', { cmd: 'team', teams: 1 })
  await until(() => teams().length)
  t.strictSame(teams(), ['team:1'])
  await command(te, 'control', { cmd: 'team', uid: 's1', team: 3 })
  await until(() => teams()[0] === 'team:3')
  t.strictSame(teams(), ['team:3'])
  await enter(pupil(1))
  t.equal(app.io.of('/3-2').adapter.rooms.get('team:3')?.size, 2, 'a second socket goes there, too')
})
