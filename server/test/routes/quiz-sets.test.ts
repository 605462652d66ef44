import { type FastifyInstance } from 'fastify'
import { join } from 'node:path'
import t from 'tap'
import { build, pupil, teacher } from '../helper.ts'

const app = await build(t, { DATABASE_URL: '', DATA_DIR: join(t.testdir(), 'data') })
const ticketOf = async (user: object) => (await app.inject({ method: 'POST', url: '/socket/join', payload: user })).json<{ ticket: string }>().ticket
const mine = await ticketOf(teacher)

async function call (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, { ticket = mine, to = app as FastifyInstance } = {}) {
  const response = await to.inject({ method, url: `/api/quiz-sets${url}`, ...payload && { payload }, headers: { authorization: `Bearer ${ticket}` } })
  return { status: response.statusCode, headers: response.headers, body: response.body ? response.json<Record<string, unknown>>() : undefined }
}

const draft = { title: '첫 세트', scoring: 'accuracy', questions: [{ id: 'q1', type: 'single', text: 'Which?', options: [{ id: 'a', text: '1' }, { id: 'b', text: '2' }], answer: 'b' }] }

t.test('a set is made, changed, listed and deleted', async (t) => {
  t.strictSame((await call('GET', '')).body, [])
  const { status, body: made } = await call('POST', '', { ...draft, id: 'chosen by the client' })
  t.equal(status, 201)
  const { id } = made as { id: string }
  t.not(id, 'chosen by the client')
  t.strictSame((await call('GET', `/${id}`)).body, { ...draft, id })
  t.match(await call('PUT', `/${id}`, { ...draft, title: '둘째' }), { status: 200, body: { id, title: '둘째' } })
  t.match((await call('GET', '')).body, [{ id, title: '둘째', questions: 1, updatedAt: Number }])
  t.equal((await call('DELETE', `/${id}`)).status, 204)
  for (const method of ['GET', 'DELETE', 'PUT'] as const) t.match(await call(method, `/${id}`, method === 'PUT' ? draft : undefined), { status: 404, body: { code: 'NOT_FOUND' } })
})

t.test('what cannot be asked is not kept', async (t) => {
  t.match(await call('POST', '', { ...draft, questions: [{ ...draft.questions[0], answer: 'c' }] }), { status: 400, body: { code: 'BAD_REQUEST', field: 'questions.0.answer' } })
  t.match(await call('POST', '', { ...draft, title: '' }), { status: 400, body: { field: 'title' } })
  t.match(await call('POST', '', { ...draft, more: 1 }), { status: 400 })
  t.strictSame((await call('GET', '')).body, [])
})

t.test('what was exported can be imported, and so can a table', async (t) => {
  const { body } = await call('POST', '', draft)
  const { id } = body as { id: string }
  const file = await call('GET', `/${id}/export`)
  t.match(file.headers['content-disposition'], /^attachment; .*filename\*=UTF-8''%EC%B2%AB/)
  const again = await call('POST', '/import', { format: 'json', file: JSON.stringify(file.body) })
  t.equal(again.status, 201)
  t.not(again.body!.id, id)
  t.strictSame({ ...again.body, id }, file.body)
  const table = '\uFEFF유형,문제,정답\r\nOX,지구는 둥글다,O\r\n'
  t.match(await call('POST', '/import', { format: 'csv', title: '표', file: table }), { status: 201, body: { title: '표', questions: [{ type: 'ox', answer: 'O' }] } })
  t.match(await call('POST', '/import', { format: 'csv', file: `${table}OX,달은,아마\r\n` }), {
    status: 400, body: { code: 'BAD_REQUEST', field: 'file', message: /^line 3, column 7/, problems: [{ line: 3, column: 7, message: String }] }
  })
})

t.test('only for teachers, and only their own', async (t) => {
  const { body } = await call('POST', '', draft)
  const other = await ticketOf({ ...teacher, tempUsrId: 't2' })
  t.strictSame((await call('GET', '', undefined, { ticket: other })).body, [])
  const { id } = body as { id: string }
  t.equal((await call('GET', `/${id}`, undefined, { ticket: other })).status, 404)
  t.equal((await call('DELETE', `/${id}`, undefined, { ticket: other })).status, 404)
  for (const ticket of [await ticketOf(pupil()), 'x', '']) t.match(await call('GET', '', undefined, { ticket }), { status: 403, body: { code: 'FORBIDDEN' } })
})

t.test('where nothing is recorded', async (t) => {
  const to = await build(t)
  t.match(await call('GET', '', undefined, { to }), { status: 404, body: { code: 'NOT_FOUND' } }, 'there is no library')
  const { status, headers } = await call('POST', '', draft, { to })
  t.equal(status, 503)
  t.ok(headers['retry-after'])
  const file = JSON.stringify({ ...draft, id: 'mine' })
  t.match(await call('POST', '/import', { format: 'json', file }, { to }), { status: 200, body: { ...draft, id: String } }, 'a file is read all the same')
  t.match(await call('POST', '/import', { format: 'json', file: '{' }, { to }), { status: 400, body: { problems: [{ line: 1 }] } })
  t.equal((await call('POST', '/import', { format: 'json', file }, { to, ticket: 'x' })).status, 403)
})
