import { type FastifyInstance } from 'fastify'
import t from 'tap'
import { keysOf } from '../../src/auth/keys.ts'
import { signLaunch } from '../../src/auth/tickets.ts'
import { toUser } from '../../src/auth/user.ts'
import { build, pupil, teacher } from '../helper.ts'

const secrets = 'k1:secret-1'
const joinRoutes = ['/socket/join', '/api/classrooms/getRealRoom']
const routes = [...joinRoutes, '/api/classrooms/nav']

async function post (app: FastifyInstance, url: string, payload: unknown, headers: Record<string, string> = {}) {
  const response = await app.inject({
    method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload: typeof payload === 'string' ? payload : JSON.stringify(payload)
  })
  return { status: response.statusCode, headers: response.headers, body: response.json<Record<string, unknown>>() }
}

t.test('open mode: the body says who joins', async t => {
  const app = await build(t)
  for (const url of joinRoutes) {
    const { status, body } = await post(app, url, { ...pupil(7), uuid: 'undefined', wid: '' })
    t.equal(status, 200)
    t.strictSame(body, { user: { ...pupil(7), uid: 's7', role: 'ST' }, shard: body.shard, ticket: body.ticket })
    t.match(body.shard, /^\d+$/)
    t.ok(app.classrooms.size, 'the class is open before the socket comes')
    const again = await post(app, url, { ticket: body.ticket })
    t.strictSame(again.body, body, 'a ticket stands in for userInfo')
  }
  t.strictSame(await post(app, '/api/classrooms/nav', teacher).then(({ status, body }) => [status, body]), [200, { user: { ...teacher, uid: 't1', role: 'TE' } }])
})

t.test('with keys: only launches and tickets say who joins', async t => {
  const app = await build(t, { TICKET_SECRETS: secrets })
  const launch = await signLaunch(keysOf(secrets)[0], toUser(teacher), 'one')
  for (const url of routes) t.match(await post(app, url, teacher), { status: 403, body: { code: 'FORBIDDEN', message: String } })
  const user = { ...teacher, uid: 't1', role: 'TE' }
  t.match(await post(app, '/api/classrooms/nav', { launch }), { status: 200, body: { user } }, 'looking does not use it')
  const { status, body } = await post(app, '/socket/join', { ...pupil(), launch })
  t.match({ status, body }, { status: 200, body: { user, ticket: String } }, 'whatever the body says')
  t.match(await post(app, '/socket/join', { launch }), { status: 403, body: { code: 'FORBIDDEN' } }, 'once')
  t.match(await post(app, '/socket/join', { ticket: body.ticket }), { status: 200, body: { user } })
  t.match(await post(app, '/socket/join', { ticket: `${String(body.ticket)}x` }), { status: 403, body: { code: 'FORBIDDEN' } })
})

t.test('what cannot be used is refused with the offending field', async t => {
  const app = await build(t)
  const wrong: Array<[unknown, string | undefined]> = [
    [{ ...teacher, usrTpCd: 'XX' }, 'usrTpCd'],
    [{ ...teacher, userName: 'x'.repeat(65) }, 'userName'],
    [{ ...teacher, classCode: '../etc' }, 'classCode'],
    [{ ...teacher, classCode: 'lobby' }, 'classCode'],
    [{ ...teacher, stuNo: 7 }, 'stuNo'],
    [{ ...teacher, userName: null }, 'userName'],
    [{ ...teacher, userName: ['x'] }, 'userName'],
    [{ ...teacher, launch: 5 }, 'launch'],
    ['{"broken', undefined],
    ['', undefined],
    ['null', undefined],
    ['[]', undefined],
    ['"text"', undefined],
    ['{"__proto__": {"usrTpCd": "TE"}}', undefined]
  ]
  for (const url of routes) {
    for (const [payload, field] of wrong) {
      const { status, body } = await post(app, url, payload)
      t.equal(status, 400, JSON.stringify(payload))
      t.strictSame(body, { code: 'BAD_REQUEST', message: body.message, ...field && { field } })
    }
  }
})

t.test('what is missing', async t => {
  const app = await build(t)
  const { usrTpCd, ...untyped } = teacher
  const cases: Array<[object, string]> = [[untyped, 'usrTpCd'], [{ ...teacher, userName: '' }, 'userName'], [{ ...teacher, tempUsrId: '', uuid: 'undefined' }, 'tempUsrId']]
  for (const [payload, field] of cases) {
    for (const url of joinRoutes) t.match(await post(app, url, payload), { status: 400, body: { code: 'BAD_REQUEST', field } })
    t.match(await post(app, '/api/classrooms/nav', payload), { status: 404, body: { code: 'NOT_FOUND', field } })
  }
})

t.test('other errors have the same shape', async t => {
  const app = await build(t)
  t.match(await post(app, '/socket/join', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }), { status: 415, body: { code: 'BAD_REQUEST', message: String } })
  t.match(await post(app, '/socket/join', { ...teacher, more: 'x'.repeat(70_000) }), { status: 413, body: { code: 'TOO_LARGE', message: String } })
  t.match(await post(app, '/api/nothing', {}), { status: 404, body: { code: 'NOT_FOUND', message: String } })
  t.match(await post(app, '/%E0%A4%A', {}), { status: 400, body: { code: 'BAD_REQUEST', message: String } })
})

t.test('a whole school may join from one address, a flood may not', async t => {
  const app = await build(t)
  const statuses = await Promise.all(Array.from({ length: 600 }, async (_, i) => (await post(app, '/socket/join', pupil(i))).status))
  t.equal(statuses.filter((status) => status === 200).length, 600)

  const limited = await build(t, { JOINS_PER_SECOND: '1' })
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(limited, '/socket/join', teacher)))
  const [refused] = answers.filter(({ status }) => status === 429)
  t.strictSame(refused?.body, { code: 'RATE_LIMIT', message: refused?.body.message })
  t.ok(Number(refused?.headers['retry-after']) > 0)
})

t.test('a node that takes nobody says when to come back', async t => {
  const app = await build(t)
  app.readiness.refuse()
  const { status, headers, body } = await post(app, '/socket/join', teacher)
  t.match({ status, body }, { status: 503, body: { code: 'UNAVAILABLE' } })
  t.ok(Number(headers['retry-after']) > 0)
})
