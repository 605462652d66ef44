import { randomUUID } from 'node:crypto'
import pg from 'pg'
import t from 'tap'
import { type Pod } from '../../../scripts/lib/cluster/pod.ts'
import { needsKafka, needsPostgres } from '../../../scripts/lib/test-needs.ts'
import { enter } from '../enter.ts'
import { type Client, pupil, send, teacher, until } from '../helper.ts'
import { startPods } from '../lesson/people.ts'

const questions = Array.from({ length: 6 }, (_, i) => ({ id: `q${i + 1}`, type: 'short' as const, text: '수도는?', answer: ['서울'], seconds: null }))
const set = { id: 'set', title: '쪽지 시험', scoring: 'accuracy', questions }
const pupils = Array.from({ length: 9 }, (_, i) => pupil(i + 1))

async function metric ({ internal }: Pod, name: string): Promise<number> {
  const text = await fetch(`${internal}/metrics`).then((response) => response.text(), () => '')
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0)
}

/** Sends until it is known what came of it, as popups do. */
async function insist (client: Client, event: string, body: object): Promise<Record<string, unknown>> {
  const message = { v: 1, cmdId: randomUUID(), ...body }
  for (;;) {
    const reply = await send(client, event, message).catch(() => undefined)
    if (reply && !reply.retryable) return reply
  }
}

t.setTimeout(300_000)
const [brokers, postgres] = [await needsKafka(t), await needsPostgres(t)]
if (brokers && postgres) {
  t.test('PostgreSQL stops in a quiz, and the pods that write are killed: every answer is there once', async (t) => {
    const { pods } = await startPods(t, brokers, { env: { DATABASE_URL: postgres.url } })
    let alive = pods
    const enterAt = async (pod: Pod, user: typeof pupils[number] | typeof teacher) => {
      const client = await enter(t, pod.url, user)
      client.on('disconnect', () => Object.assign(client.io, { uri: alive[0]!.url }))
      return client
    }
    /** Kills the pod that has recorded most. */
    const killWriter = async () => {
      const written = await Promise.all(alive.map((pod) => metric(pod, 'classroom_records_written_total')))
      const writer = alive[written.indexOf(Math.max(...written))]!
      alive = alive.filter((pod) => pod !== writer)
      process.kill(writer.pid, 'SIGKILL')
    }
    const query = async (sql: string) => {
      const client = new pg.Client(postgres.url)
      await client.connect()
      return (await client.query<Record<string, unknown>>({ text: sql }).finally(() => client.end())).rows
    }
    const recorded = async () => Number((await query('select count(*) as n from answers'))[0]!.n)

    const te = await enterAt(alive[0]!, teacher)
    const clients = await Promise.all(pupils.map((user, i) => enterAt(alive[i % 3]!, user)))
    const quiz = async (cmd: string, more = {}) => t.match(await insist(te, 'quiz:cmd', { cmd, ...more }), { ok: true }, cmd)
    const answer = async (qid: string, some = clients) => {
      const replies = await Promise.all(some.map((client, i) => insist(client, 'quiz:answer', { qid, round: 1, value: i % 2 ? '서울' : '부산' })))
      t.match(replies, some.map(() => ({ ok: true, first: true })), `answers to ${qid}`)
    }
    const close = async () => {
      await quiz('reveal')
      t.match(await insist(te, 'chat:send', { text: '다음' }), { ok: true })
    }

    await quiz('load', { set })
    await quiz('start')
    await answer('q1')
    await close()
    await until(async () => await recorded() === 9)

    await postgres.stop()
    await quiz('next')
    await answer('q2')
    await close()
    await until(async () => (await Promise.all(alive.map((pod) => metric(pod, 'classroom_records_failures_total')))).some((failures) => failures > 0))
    await quiz('next')
    await answer('q3', clients.slice(0, 3))
    await killWriter()
    await answer('q3', clients.slice(3))
    await close()

    await postgres.start()
    const backAt = performance.now()
    await quiz('next')
    await answer('q4')
    await close()
    await until(async () => await recorded() === 36)
    t.comment(`all recorded ${Math.round(performance.now() - backAt)} ms after PostgreSQL was back`)

    await quiz('next')
    await answer('q5')
    await close()
    await killWriter()
    const killedAt = performance.now()
    await until(async () => await recorded() === 45)
    t.comment(`the next pod has recorded ${Math.round(performance.now() - killedAt)} ms after the one that writes was killed`)
    await quiz('next')
    await answer('q6')
    await quiz('reveal')
    await quiz('end')
    te.emit('control', { v: 1, cmdId: 'end', cmd: 'end' })
    await until(async () => (await query('select 1 from class_runs where ended_at is not null')).length === 1)

    const rows = await query('select uid, qid, value, is_right as "right", points from answers')
    const expected = questions.flatMap(({ id }) => pupils.map(({ tempUsrId }) => `${tempUsrId} ${id}`))
    t.strictSame(rows.map(({ uid, qid }) => `${String(uid)} ${String(qid)}`).sort(), expected.sort())
    t.ok(rows.every(({ value, right, points }) => right === (value === '서울') && points === (right ? 1000 : 0)))
    t.equal((await query('select 1 from messages')).length, 5)
    t.equal((await query('select 1 from people')).length, 10)
    t.ok(await metric(alive[0]!, 'classroom_outbox_entries') === 0 && await metric(alive[0]!, 'classroom_outbox_dropped') === 0)
  })
}
