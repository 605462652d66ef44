import t from 'tap'
import { build } from '../helper.ts'

t.test('describes every route that clients call', async t => {
  const app = await build(t)
  const { openapi, paths } = (await app.inject('/docs/json')).json<{ openapi: string, paths: Record<string, { post: object }> }>()
  t.equal(openapi, '3.1.0')
  const joins = ['/api/classrooms/getRealRoom', '/api/classrooms/nav', '/socket/join']
  const others = ['/api/classes', '/api/classes/{runId}', '/api/classes/{runId}/report.csv', '/api/classes/{runId}/report.xlsx', '/api/classrooms', '/api/media', '/api/quiz-sets', '/api/quiz-sets/import', '/api/quiz-sets/{id}', '/api/quiz-sets/{id}/export', '/media/{id}']
  t.strictSame(Object.keys(paths).sort(), [...joins, ...others].sort())
  for (const { post } of joins.map((path) => paths[path]!)) {
    t.match(post, { summary: String, requestBody: { content: { 'application/json': { schema: { properties: { usrTpCd: {}, launch: {}, ticket: {} } } } } } })
    t.match(post, { responses: { 200: {}, '4XX': {}, '5XX': {} } })
  }
  const page = await app.inject('/docs/')
  t.match(page.body, /swagger-ui/)
  t.match(page.headers['content-security-policy'], /^default-src 'self';.*style-src 'self' 'unsafe-inline'/)
})
