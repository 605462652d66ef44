import { join } from 'node:path'
import t from 'tap'
import { pupil, serve, teacher, type Server } from '../helper.ts'
import { command, quizSet, sync } from '../hosting/lesson.ts'

const load = (setId: string) => ({ cmd: 'load', setId })

async function keep ({ url, join }: Server, user: typeof teacher, title: string): Promise<string> {
  const { ticket } = await join(user)
  const { id: _, ...draft } = quizSet()
  const response = await fetch(`${url}/api/quiz-sets`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${ticket}` }, body: JSON.stringify({ ...draft, title })
  })
  return (await response.json() as { id: string }).id
}

t.test('a teacher loads a set of their own by its id', async (t) => {
  const server = await serve(t, { DATABASE_URL: '', DATA_DIR: join(t.testdir(), 'data') })
  const mine = await keep(server, teacher, '내 것')
  const foreign = await keep(server, { ...teacher, tempUsrId: 't2' } as never, '남의 것')
  const { client } = await server.enter(teacher)
  const { client: s1 } = await server.enter(pupil())
  for (const id of [foreign, 'nothing']) t.match(await command(client, 'quiz:cmd', load(id)), { ok: false, code: 'BAD_REQUEST' })
  t.match(await command(s1, 'quiz:cmd', load(mine)), { ok: false, code: 'FORBIDDEN' })
  t.match(await command(client, 'quiz:cmd', load(mine), 'one'), { ok: true, rev: 1 })
  t.match((await sync(client)).quiz, { title: '내 것', phase: 'lobby', set: { id: mine, questions: [{ id: 'q1' }, { id: 'q2' }] } })
  t.match(await command(client, 'quiz:cmd', load(mine), 'one'), { ok: true, rev: 1 }, 'a retry counts once')
})

t.test('while the records are away, that is what is said', async (t) => {
  const { enter } = await serve(t, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  const { client } = await enter(teacher)
  t.match(await command(client, 'quiz:cmd', load('x')), { ok: false, code: 'UNAVAILABLE', retryable: true })
  t.match(await command(client, 'quiz:cmd', { cmd: 'load', set: quizSet() }), { ok: true }, 'a lesson needs no records')
})
