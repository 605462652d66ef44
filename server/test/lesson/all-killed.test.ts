import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { type QuestionDraft } from '../../protocol/quiz-set.ts'
import { allAt, comeAll, kill, know, pointsOf, quiz, reply, startPods } from './people.ts'

const question = (id: string, seconds: number | null): QuestionDraft => ({ id, type: 'ox', text: '지구는 둥글다', answer: 'O', seconds })
const set = { id: 'set', title: '쪽지 시험', scoring: 'accuracy', questions: [question('q1', null), question('q2', 3)] }

t.setTimeout(180_000)
const brokers = await needsKafka(t)
if (brokers) {
  t.test('all pods are killed at once and start again: the quiz goes on', async (t) => {
    const { pods } = await startPods(t, brokers, { restart: true })
    const { te, sts, all } = await comeAll(t, pods)
    await quiz(te, 'load', { set })
    await quiz(te, 'start')
    await allAt(all, 'open 0')
    const half = sts.filter((_, i) => i % 2 === 0)
    t.ok((await Promise.all(half.map((st) => reply(st, 'q1', 'O')))).every(({ ok }) => ok))
    const before = (await know(te)).quiz
    const killedAt = performance.now()
    await kill(...pods)
    const after = (await know(te)).quiz
    t.match(after, { phase: 'open', rev: before!.rev, tally: { answered: half.length, counts: { O: half.length } } })
    t.comment(`there again ${Math.round(performance.now() - killedAt)} ms after all pods were killed`)
    t.ok((await Promise.all(sts.map((st, i) => reply(st, 'q1', 'X').then(({ ok, code }) => i % 2 === 0 ? code === 'ALREADY_ANSWERED' : ok)))).every(Boolean))
    await quiz(te, 'reveal')
    await quiz(te, 'next')
    await allAt(all, 'locked 1')
    await quiz(te, 'reveal')
    await allAt(all, 'reveal 1')
    t.strictSame(await Promise.all(sts.map(pointsOf)), sts.map((_, i) => i % 2 === 0 ? 1_000 : 0))
  })
}
