import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type QuizResult } from '../../protocol/quiz.ts'
import { type Client, next, pupil, record, serve, teacher, until } from '../helper.ts'
import { answer, command, quizSet, sync } from './lesson.ts'

async function twoNodes (t: Parameters<typeof serve>[0], env: NodeJS.ProcessEnv = {}) {
  const log = new MemoryLog()
  return await Promise.all([serve(t, env, log), serve(t, env, log)])
}

/** Resolves when the quiz is in the phase, as this client was told. */
function phase (client: Client, name: string): Promise<void> {
  return new Promise((resolve) => client.on('quiz:state', (state) => { if (state.phase === name) resolve() }))
}

t.test('a quiz from its loading to its end, on two nodes', async t => {
  const [a, b] = await twoNodes(t)
  const { client: te } = await a.enter(teacher)
  const { client: s1 } = await a.enter(pupil(1))
  const { client: s2 } = await b.enter(pupil(2))
  const { client: s3 } = await b.enter(pupil(3))
  const pupils = [s1, s2, s3]
  const heard = pupils.map(record)
  const quiz = (cmd: object) => command(te, 'quiz:cmd', cmd)

  t.match(await quiz({ cmd: 'load', set: quizSet() }), { ok: true, rev: 1, at: Number })
  const open = Promise.all(pupils.map((client) => phase(client, 'open')))
  t.match(await quiz({ cmd: 'start' }), { ok: true })
  await open

  t.match(await answer(s2, 5), { ok: false, code: 'BAD_REQUEST' }, 'a wrong shape does not use the answer up')
  const first = await answer(s1, '비밀정답', 'q1', 'mine')
  t.match(first, { ok: true, accepted: true, first: true })
  t.strictSame(await answer(s1, '비밀정답', 'q1', 'mine'), first, 'a retry gets the same answer')
  t.match(await answer(s1, '다른'), { ok: false, code: 'ALREADY_ANSWERED' })
  t.match(await answer(s2, '틀림'), { ok: true })
  t.match(await command(s1, 'quiz:cmd', { cmd: 'reveal' }), { ok: false, code: 'FORBIDDEN' })

  const { snapshot: late } = await a.enter(pupil(4))
  t.match(late.quiz, { phase: 'open', question: { id: 'q1' } }, 'who comes late is in it')
  const { snapshot: again, client: reloaded } = await a.enter(pupil(2))
  t.match(again.quiz, { myAnswer: '틀림' }, 'a reload, on another node, keeps the answer')
  t.match(await answer(reloaded, '비밀정답'), { ok: false, code: 'ALREADY_ANSWERED' })
  const beforeReveal = JSON.stringify([heard[1], heard[2], late, again])
  t.notMatch(beforeReveal, /비밀정답/)

  const results: QuizResult[] = []
  for (const client of pupils) client.on('quiz:result', (result) => results.push(result))
  t.match(await quiz({ cmd: 'reveal' }), { ok: true })
  await until(() => results.length === 3)
  t.match(results.sort((x, y) => y.points - x.points), [
    { correct: true, points: 1000, total: 1000, rank: 1, answer: ['비밀정답'] },
    { correct: false, points: 0, rank: 2 },
    { correct: false, points: 0, answered: Boolean }
  ])
  const board = next(s3, 'quiz:board')
  await quiz({ cmd: 'board' })
  t.match(await board, [{ top: [{ uid: 's1', points: 1000, rank: 1 }], me: { points: 0, rank: 2 } }])

  await quiz({ cmd: 'next' })
  t.match(await answer(s3, 'o2', 'q2'), { ok: true })
  t.notMatch(JSON.stringify((await sync(s3)).quiz?.question), /"answer"/)
  await quiz({ cmd: 'reveal' })
  const ends = Promise.all([te, ...pupils].map((client) => phase(client, 'end')))
  await quiz({ cmd: 'end' })
  await ends
  t.match((await sync(s3)).quiz, { phase: 'end', myPoints: 1000, myRank: 1 })
})

t.test('tallies come at most four times a second, and complete', async t => {
  const [a, b] = await twoNodes(t)
  const { client: te } = await a.enter(teacher)
  const pupils = await Promise.all(Array.from({ length: 12 }, async (_, i) => (await b.enter(pupil(i))).client))
  const tallies: number[] = []
  te.on('quiz:tally', ({ answered }) => tallies.push(answered))
  await command(te, 'quiz:cmd', { cmd: 'load', set: quizSet() })
  await command(te, 'quiz:cmd', { cmd: 'start' })
  const start = performance.now()
  await Promise.all(pupils.map((client) => answer(client, '하나')))
  await until(() => tallies.at(-1) === 12)
  t.ok(tallies.length <= 2 + Math.ceil((performance.now() - start) / 250))
})

t.test('time ends a question, though the teacher and a node are gone', async t => {
  const [a, b] = await twoNodes(t)
  const { client: te } = await a.enter(teacher)
  const { client } = await b.enter(pupil(1))
  await command(te, 'quiz:cmd', { cmd: 'load', set: quizSet(5) })
  await command(te, 'quiz:cmd', { cmd: 'start' })
  const locked = phase(client, 'locked')
  t.match(await answer(client, '비밀정답'), { ok: true })
  await a.app.close()
  await locked
  const { quiz, now } = await sync(client)
  t.match(quiz, { phase: 'locked', myAnswer: '비밀정답' })
  t.ok(now >= quiz!.closesAt!)
})
