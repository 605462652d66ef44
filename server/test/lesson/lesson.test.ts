import t, { type Test } from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { type ChatLine } from '../../protocol/chat.ts'
import { type LobbyEntry } from '../../protocol/lobby.ts'
import { type QuestionDraft } from '../../protocol/quiz-set.ts'
import { build, next, pupil, record, teacher, until } from '../helper.ts'
import { allAt, come, comeAll, insist, know, pointsOf, quantiles, quiz, reply, startPods, type Person } from './people.ts'

const options = [{ id: 'a', text: '가' }, { id: 'b', text: '나' }, { id: 'c', text: '다' }]
const common = { text: '비밀문제', points: 100, seconds: null }
/** Of each type one, and what is right and wrong. */
const questions: Array<[draft: QuestionDraft, right: unknown, wrong: unknown]> = [
  [{ id: 'q1', type: 'ox', ...common, answer: 'O' }, 'O', 'X'],
  [{ id: 'q2', type: 'single', ...common, options, answer: 'b' }, 'b', 'a'],
  [{ id: 'q3', type: 'multiple', ...common, options, answer: ['a', 'c'] }, ['c', 'a'], ['a']],
  [{ id: 'q4', type: 'short', ...common, answer: ['Seoul'] }, ' seoul ', 'Busan'],
  [{ id: 'q5', type: 'order', ...common, options, answer: ['b', 'a', 'c'] }, ['b', 'a', 'c'], ['a', 'b', 'c']],
  [{ id: 'q6', type: 'number', ...common, answer: { value: 3, tolerance: 0.5 } }, 3.4, 4],
  [{ id: 'q7', type: 'poll', ...common, options }, 'a', 'b']
]
const set = { id: 'set', title: '쪽지 시험', scoring: 'accuracy', streaks: true, questions: questions.map(([draft]) => draft) }
const classCode = '3-2'
const password = '1234'

async function get (url: string, path: string): Promise<unknown> {
  return await (await fetch(url + path)).json()
}

/** All questions, asked and answered. @returns how long it took from each answer to the tally that names who gave it, in ms */
async function playQuiz (t: Test, te: Person, sts: readonly Person[], all: readonly Person[]): Promise<number[]> {
  const answeredAt = new Map<string, number>()
  const waits: number[] = []
  te.client.on('quiz:tally', (tally) => {
    for (const uid of 'by' in tally ? tally.by : []) waits.push(performance.now() - (answeredAt.get(uid) ?? NaN))
  })
  await quiz(te, 'load', { set })
  for (const [idx, [{ id }, right, wrong]] of questions.entries()) {
    await quiz(te, idx ? 'next' : 'start')
    await allAt(all, `open ${idx}`)
    // Every third one is wrong.
    const replies = await Promise.all(sts.map(async (st, i) => {
      answeredAt.set(`s${i + 1}`, performance.now())
      return await reply(st, id, i % 3 ? right : wrong)
    }))
    t.strictSame(replies.filter(({ ok }) => !ok), [])
    await until(() => waits.length === sts.length * (idx + 1))
    await quiz(te, 'reveal')
    await allAt(all, `reveal ${idx}`)
  }
  await quiz(te, 'board')
  await allAt(all, `board ${questions.length - 1}`)
  return waits
}

t.setTimeout(180_000)
const brokers = await needsKafka(t)
if (brokers) {
  t.test('a whole lesson of thirty people on three pods', async (t) => {
    const { pods, kafka } = await startPods(t, brokers)
    const urls = pods.map(({ url }) => url) as [string, string, string]
    const headers = { 'content-type': 'application/json' }
    await fetch(`${urls[1]}/api/classrooms`, { method: 'POST', headers, body: JSON.stringify({ title: '과학', capacity: 30, classCode, password }) })
    const { te, sts, all } = await comeAll(t, pods, password)
    const screen = await come(t, pods, teacher, 1, { view: 'screen' })
    const onScreen = record(screen.client)
    const [s1, s2] = sts as [Person, Person]

    await t.test('who is there', async (t) => {
      await until(async () => (await get(urls[2], '/api/classrooms') as LobbyEntry[])[0]?.online === sts.length)
      t.match(await get(urls[0], '/api/classrooms'), [{ classCode, title: '과학', capacity: 30, locked: true, online: sts.length }])
      t.match((await know(te)).roster, { length: all.length })
      t.match((await know(s1)).roster, { te: 1, st: sts.length })
    })

    await t.test('talk, draws and tools', async (t) => {
      await Promise.all(all.map(({ client }, i) => insist(client, 'chat:send', { text: `말 ${i}` })))
      await insist(s1.client, 'chat:send', { text: '몰래', to: 's2' })
      const linesOf = async (person: Person) => (await insist(person.client, 'chat:history', {})).lines as ChatLine[]
      const seen = await Promise.all(all.map(async (person) => (await linesOf(person)).filter(({ system, to }) => !system && !to).map(({ text }) => text)))
      t.equal(seen[0]!.length, all.length)
      for (const lines of seen) t.strictSame(lines, seen[0], 'one order for all')
      t.equal((await linesOf(s2)).filter(({ to }) => to).length, 1)
      t.equal((await linesOf(sts[2]!)).filter(({ to }) => to).length, 0)

      const drawn = all.map(({ client }) => next(client, 'picker:result'))
      await insist(te.client, 'picker:draw', { pool: 'online', n: 2, style: 'wheel', exclude: true })
      const results = (await Promise.all(drawn)).map(([result]) => result)
      for (const result of results) t.strictSame(result, results[0])
      for (const body of [{ kind: 'timer', running: true, leftMs: 60_000 }, { kind: 'dice', count: 2, sides: 6 }, { kind: 'note', text: '조용히' }]) {
        t.match(await insist(te.client, 'widget:set', body), { ok: true })
      }
      for (const body of [{ kind: 'hand', on: true }, { kind: 'pace', value: 'slow' }, { kind: 'reaction', value: 'star' }]) t.match(await insist(s1.client, 'signal', body), { ok: true })
      for (const body of [{ cmd: 'team', teams: 4 }, { cmd: 'time', uid: 's5', factor: 2 }, { cmd: 'mute', uid: 's3', on: true }, { cmd: 'mute', uid: 's3', on: false }]) {
        t.match(await insist(te.client, 'control', body), { ok: true })
      }
      const { widgets } = await know(sts[4]!)
      t.match(widgets, { timer: { endsAt: Number }, dice: { faces: [Number, Number] }, note: { text: '조용히' } })
    })

    await t.test('whiteboards', async (t) => {
      await insist(te.client, 'wb:mode', { mode: 'each' })
      const stroke = { op: 'begin', id: 'x', tool: 'pen', colour: 1, width: 10, points: [0, 0, 500, 500] }
      const drawn = await Promise.all(sts.map(({ client }, i) => insist(client, 'wb:op', { board: `u:s${i + 1}`, ops: [stroke, { op: 'end', id: 'x' }] })))
      t.strictSame(drawn.filter(({ ok }) => !ok), [])
      const shown = all.filter((person) => person !== s2).map(({ client }) => next(client, 'wb:board'))
      await insist(te.client, 'wb:spotlight', { board: 'u:s2' })
      for (const each of shown) t.match(await each, [{ board: 'u:s2', rev: 1, items: [{ by: 's2', points: [0, 0, 500, 500] }] }])
      await insist(te.client, 'wb:mode', { mode: 'off' })
    })

    await t.test('a quiz of all types', async (t) => {
      const waits = await playQuiz(t, te, sts, all)
      t.comment(`from an answer to its tally: ${quantiles(waits)}`)
      const right = questions.length - 1
      t.strictSame(await Promise.all(sts.map(pointsOf)), sts.map((_, i) => i % 3 ? right * 100 : 0))
      const boards = await Promise.all(all.map(async (person) => (await know(person)).quiz?.board))
      for (const board of boards) t.strictSame([board?.top, board?.teams], [boards[0]?.top, boards[0]?.teams])
      t.equal(boards[0]?.teams?.length, 4)
      await until(() => onScreen.some(([event]) => event === 'quiz:board'))
      const heard = onScreen.filter(([event]) => event !== 'picker:result')
      t.notMatch(JSON.stringify(heard), /학생|말 \d|몰래/, 'the projector names nobody')
    })

    await t.test('a pod that comes later knows the same', async (t) => {
      const app = await build(t, kafka)
      const { state } = await app.classrooms.open(classCode)
      t.comment(`state of the lesson: ${Math.round(JSON.stringify(state).length / 1024)} KiB`)
      t.equal(state.quiz?.set.title, set.title)
      t.equal(state.people.next, all.length)
    })

    await t.test('33 pupils for 32 seats', async (t) => {
      const other = 'seats'
      await fetch(`${urls[0]}/api/classrooms`, { method: 'POST', headers, body: JSON.stringify({ title: '국어', capacity: 32, classCode: other }) })
      const wanting = Array.from({ length: 33 }, (_, i) => come(t, pods, { ...pupil(i), classCode: other }, i).then(() => 'in', (error: Error) => error.message))
      const outcomes = await Promise.all(wanting)
      t.equal(outcomes.filter((outcome) => outcome === 'in').length, 32)
      t.match(outcomes.filter((outcome) => outcome !== 'in'), [/FULL/])
    })

    await t.test('the end', async (t) => {
      const told = all.map(({ client }) => next(client, 'disconnect'))
      t.match(await insist(te.client, 'control', { cmd: 'end' }), { ok: true })
      await Promise.all(told)
    })
  })
}
