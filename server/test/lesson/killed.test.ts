import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { type QuestionDraft } from '../../protocol/quiz-set.ts'
import { allAt, comeAll, kill, know, pointsOf, quiz, reply, startPods } from './people.ts'

const seconds = 8
const questions = ['q1', 'q2', 'q3'].map((id): QuestionDraft => ({ id, type: 'ox', text: '지구는 둥글다', answer: 'O', seconds }))
const set = { id: 'set', title: '쪽지 시험', scoring: 'accuracy', questions }

t.setTimeout(180_000)
const brokers = await needsKafka(t)
if (brokers) {
  t.test('each pod is killed in mid-question: no acknowledged answer is lost, and time goes on', async (t) => {
    const { pods } = await startPods(t, brokers, { restart: true })
    const { te, sts, all } = await comeAll(t, pods)
    t.match(await quiz(te, 'load', { set }), { ok: true })
    for (const [idx, { id }] of questions.entries()) {
      t.match(await quiz(te, idx ? 'next' : 'start'), { ok: true })
      await allAt(all, `open ${idx}`)
      const half = sts.filter((_, i) => i % 2 === 0)
      const early = await Promise.all(half.map((st) => reply(st, id, 'O')))
      t.ok(early.every(({ ok }) => ok))
      const back = kill(pods[idx]!)
      const late = await Promise.all(sts.filter((st) => !half.includes(st)).map((st) => reply(st, id, 'X')))
      t.strictSame(late.filter(({ ok }) => !ok), [], 'whose pod is gone answers elsewhere')
      await allAt(all, `locked ${idx}`)
      const { quiz: known, now } = await know(te)
      t.match(known, { phase: 'locked', tally: { answered: sts.length, counts: { O: half.length, X: sts.length - half.length } } })
      t.ok(now >= known!.closesAt!, 'nobody locked it')
      t.match(await quiz(te, 'reveal'), { ok: true })
      await allAt(all, `reveal ${idx}`)
      await back
    }
    t.strictSame(await Promise.all(sts.map(pointsOf)), sts.map((_, i) => i % 2 === 0 ? 3_000 : 0))
  })
}
