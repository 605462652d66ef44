import { join } from 'node:path'
import t from 'tap'
import { classReport } from '../../src/classroom/index.ts'
import { build, pupil, teacher } from '../helper.ts'
import { taughtClass } from '../records/taught-class.ts'

const app = await build(t, { DATABASE_URL: '', DATA_DIR: join(t.testdir(), 'data') })
const ticketOf = async (user: object) => (await app.inject({ method: 'POST', url: '/socket/join', payload: user })).json<{ ticket: string }>().ticket
const mine = await ticketOf({ ...teacher, tempUsrId: 't' })
const get = async (url: string, ticket = mine) => await app.inject({ url: `/api/classes${url}`, headers: { authorization: `Bearer ${ticket}` } })

const entries = taughtClass('3-2')
const { run } = entries[0]!
await app.records.write(entries)

t.test('the lessons of a teacher, and the report of one', async (t) => {
  t.match((await get('')).json(), [{ run, classCode: '3-2', pupils: 2, startedAt: Number, endedAt: Number }])
  t.strictSame((await get('?before=1')).json(), [])
  t.strictSame((await get(`/${run}`)).json(), classReport(entries))
})

t.test('tables', async (t) => {
  const csv = await get(`/${run}/report.csv`)
  t.match(csv.headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': /^attachment/ })
  t.ok(csv.rawPayload.subarray(0, 3).equals(Buffer.from([0xEF, 0xBB, 0xBF])), 'so that Excel reads Korean')
  t.match(csv.payload, '7,A,정답,1,0,0,100%,1000,1\r\n,B,오답,0,1,0,0%,0,2\r\n')
  const xlsx = await get(`/${run}/report.xlsx?quiz=1`)
  t.match(xlsx.headers['content-type'], /spreadsheetml/)
  t.equal(xlsx.rawPayload.toString('latin1', 0, 4), 'PK\x03\x04')
  t.match(await get(`/${run}/report.csv?quiz=9`).then((response) => response.json()), { code: 'NOT_FOUND', field: 'quiz' })
})

t.test('for whoever taught it alone', async (t) => {
  for (const url of [`/${run}`, `/${run}/report.csv`, `/${run}/report.xlsx`]) {
    t.equal((await get(url, await ticketOf({ ...teacher, tempUsrId: 'other' }))).statusCode, 404)
    t.equal((await get(url, await ticketOf(pupil()))).statusCode, 403)
  }
  t.equal((await get('/nothing')).statusCode, 404)
})
