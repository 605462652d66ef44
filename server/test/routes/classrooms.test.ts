import { type FastifyInstance } from 'fastify'
import t from 'tap'
import { keysOf } from '../../src/auth/keys.ts'
import { signLaunch } from '../../src/auth/tickets.ts'
import { toUser } from '../../src/auth/user.ts'
import { build, next, pupil, send, serve, teacher } from '../helper.ts'

const secrets = 'k1:secret-1'

async function post (app: FastifyInstance, url: string, payload: object, ticket?: string) {
  const response = await app.inject({ method: 'POST', url, payload, ...ticket !== undefined && { headers: { authorization: `Bearer ${ticket}` } } })
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() }
}

/** Joins over HTTP with a launch of one's own. */
async function ticketOf (app: FastifyInstance, user: object, password?: string) {
  const launch = await signLaunch(keysOf(secrets)[0], toUser(user), crypto.randomUUID())
  const reply = await post(app, '/socket/join', { launch, ...password !== undefined && { password } })
  return { ...reply, ticket: reply.body.ticket as string, launch }
}

t.test('open mode: anybody opens a class, and it is listed', async (t) => {
  const app = await build(t)
  const { status, body } = await post(app, '/api/classrooms', { title: '과학', capacity: 30 })
  t.match({ status, body }, { status: 201, body: { classCode: /^[a-z0-9]{6}$/, title: '과학', capacity: 30, locked: false, online: 0, owner: null } })
  t.strictSame((await app.inject('/api/classrooms')).json(), [body])
  t.match(await post(app, '/api/classrooms', { title: '국어', capacity: 2, classCode: '3-2', password: '1234' }), { status: 201, body: { classCode: '3-2', locked: true } })
  for (const [draft, field] of [[{ title: '', capacity: 30 }, 'title'], [{ title: 'x', capacity: 1 }, 'capacity'], [{ title: 'x', capacity: 501 }, 'capacity'], [{ title: 'x', capacity: 2, classCode: 'lobby' }, 'classCode']] as const) {
    t.match(await post(app, '/api/classrooms', draft), { status: 400, body: { code: 'BAD_REQUEST', field } })
  }
})

t.test('with keys: teachers open their own classes, and none that others teach', async (t) => {
  const app = await build(t, { TICKET_SECRETS: secrets })
  const { ticket } = await ticketOf(app, teacher)
  const { ticket: ofPupil } = await ticketOf(app, pupil())
  const { ticket: ofOther } = await ticketOf(app, { ...teacher, tempUsrId: 't2', classCode: '3-3' })
  const draft = { title: '과학', capacity: 2, classCode: '3-2' }
  t.match(await post(app, '/api/classrooms', draft), { status: 403, body: { code: 'FORBIDDEN' } })
  t.match(await post(app, '/api/classrooms', draft, ofPupil), { status: 403, body: { code: 'FORBIDDEN' } })
  t.match(await post(app, '/api/classrooms', draft, ticket), { status: 201, body: { owner: 't1' } })
  t.match(await post(app, '/api/classrooms', draft, ofOther), { status: 403, body: { code: 'FORBIDDEN' } })
  t.match(await post(app, '/api/classrooms', { ...draft, title: '과학 2' }, ticket), { status: 201, body: { title: '과학 2' } })
  t.match(await post(app, '/api/classrooms', { ...draft, classCode: 'new' }, ofOther), { status: 201, body: { owner: 't2' } })
})

t.test('a password is asked of pupils whom the class does not know, and a launch is not lost over a wrong one', async (t) => {
  const app = await build(t, { TICKET_SECRETS: secrets })
  const { ticket } = await ticketOf(app, teacher)
  await post(app, '/api/classrooms', { title: '과학', capacity: 30, classCode: '3-2', password: '비밀번호' }, ticket)
  t.notMatch(JSON.stringify(app.classrooms.of(app.io.of('/3-2')).state), /비밀번호/, 'what is kept is a hash')
  const { status, body, launch } = await ticketOf(app, pupil())
  t.match({ status, body }, { status: 409, body: { code: 'WRONG_PASSWORD' } })
  t.match(await post(app, '/socket/join', { launch, password: 'x' }), { status: 409, body: { code: 'WRONG_PASSWORD' } })
  t.match(await post(app, '/socket/join', { launch, password: '비밀번호'.normalize('NFD') }), { status: 200, body: { ticket: String } })
  t.match(await post(app, '/socket/join', { launch, password: '비밀번호' }), { status: 403 }, 'it is used now')
  for (let times = 0; times < 5; times++) t.match(await ticketOf(app, pupil(2), 'x'), { status: 409 })
  t.match(await ticketOf(app, pupil(2), '비밀번호'), { status: 429, body: { code: 'RATE_LIMIT' } })
  t.match(await ticketOf(app, pupil(3), '비밀번호'), { status: 200 }, 'nobody else is locked out')
})

t.test('over a socket, too', async (t) => {
  const { app, connect, enter, join } = await serve(t)
  const { ticket } = await join(pupil(1))
  const { ticket: second } = await join(pupil(2))
  const { ticket: third } = await join(pupil(3))
  await post(app, '/api/classrooms', { title: '과학', capacity: 2, classCode: '3-2', password: '1234' })
  const client = connect('3-2', { ticket })
  await next(client, 'connect')
  const told = next(client, 'app:error')
  client.emit('join', {})
  t.match(await told, [{ code: 'WRONG_PASSWORD', retryable: true }])
  t.match(await send(client, 'join', { password: '12345' }), { ok: false, code: 'WRONG_PASSWORD' })
  t.match(await send(client, 'join', { password: '1234' }), { ok: true })
  t.match(await send(connect('3-2', { ticket: second }), 'join', { password: '1234' }), { ok: true })
  t.match(await send(connect('3-2', { ticket: third }), 'join', { password: '1234' }), { ok: false, code: 'FULL', retryable: true })
  t.match(await post(app, '/socket/join', pupil(3)), { status: 409, body: { code: 'FULL' } })
  const { snapshot } = await enter(pupil(1))
  t.equal(snapshot.class.title, '과학', 'whoever is in needs no password to come back')
  await enter(teacher)
})
