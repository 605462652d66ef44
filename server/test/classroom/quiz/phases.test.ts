import t from 'tap'
import { snapshotFor } from '../../../src/classroom/index.ts'
import { type QuestionDraft } from '../../../protocol/quiz-set.ts'
import { codeOf, openLesson, setOf, single, startedLesson } from '../lesson.ts'

const second: QuestionDraft = { id: 'q2', type: 'ox', text: 'True?', answer: 'O', seconds: null }
const third: QuestionDraft = { ...single, id: 'q3', readSeconds: 5, seconds: 10 }
const teacher = { uid: 't', role: 'TE' } as const

t.test('a lesson from lobby to end', async (t) => {
  const lesson = startedLesson('a')
  const phases = (cmd: string, data = {}) => {
    const result = lesson.quiz(cmd, data)
    return result.ok ? lesson.told({ uid: 'a', role: 'ST' }, 'quiz:state').map((state) => [state.phase, state.idx, state.round, state.question?.id]) : codeOf(result)
  }
  t.equal(phases('start'), 'CLOSED', 'nothing is loaded')
  t.same(phases('load', { set: setOf(single, second, third) }), [['lobby', 0, 0, undefined]])
  t.same(phases('start'), [['open', 0, 1, 'q1']], 'open at once without time to read')
  t.equal(phases('start'), 'CLOSED')
  t.equal(phases('next'), 'CLOSED', 'not revealed yet')
  t.equal(phases('board'), 'CLOSED')
  t.equal(phases('load', { set: setOf(single) }), 'CLOSED', 'a quiz is running')
  t.same(phases('lock'), [['locked', 0, 1, 'q1']])
  t.same(phases('reveal'), [['reveal', 0, 1, 'q1']])
  t.same(phases('board'), [['board', 0, 1, 'q1']])
  t.same(phases('next'), [['open', 1, 1, 'q2']])
  t.same(phases('skip'), [['read', 2, 1, 'q3']])
  t.equal(phases('lock'), 'CLOSED')
  t.equal(phases('reveal'), 'CLOSED')
  t.same(phases('open'), [['open', 2, 1, 'q3']], 'sooner')
  t.same(phases('reveal'), [['reveal', 2, 1, 'q3']])
  t.same(phases('next'), [['end', 2, 0, undefined]], 'there is no other question')
  for (const cmd of ['next', 'skip', 'end', 'open', 'reveal', 'board', 'pause', 'resume']) t.equal(phases(cmd), 'CLOSED', cmd)
  t.same(phases('load', { set: setOf(second) }), [['lobby', 0, 0, undefined]])
  t.same(lesson.told(teacher, 'quiz:state'), [])
})

t.test('rev grows by one with every state that is told, and an old one is refused', async (t) => {
  const lesson = openLesson(setOf({ ...single, readSeconds: 1 }), 'a')
  const revs = [lesson.state.quiz!.rev]
  lesson.wait(1_000)
  lesson.tick()
  t.equal(codeOf(lesson.quiz('lock', { rev: revs[0] })), 'STALE_REV')
  t.equal(codeOf(lesson.quiz('lock', { rev: revs[0]! + 1 })), 'ok')
  lesson.quiz('reveal')
  t.same(lesson.told(teacher, 'quiz:state').map(({ rev }) => rev - revs[0]!), [1, 2, 3])
})

t.test('any question may be opened again: a new round, and the last one counts', async (t) => {
  const lesson = openLesson(setOf(single, second), 'a', 'b')
  lesson.answer('a', 'b')
  lesson.quiz('reveal')
  lesson.notices()
  t.equal(codeOf(lesson.quiz('open', { idx: 5 })), 'BAD_REQUEST')
  lesson.quiz('open', { idx: 0 })
  t.equal(codeOf(lesson.answer('b', 'b')), 'CLOSED', 'the round before')
  t.equal(codeOf(lesson.answer('b', 'b', { round: 2 })), 'ok')
  lesson.quiz('reveal')
  const [result] = lesson.told({ uid: 'a', role: 'ST' }, 'quiz:result')
  t.match(result, { round: 2, correct: false, answered: false, points: 0, total: 0, rank: 2 })
  t.same(lesson.state.outbox.records.flatMap((entry) => entry.kind === 'void' || entry.kind === 'answers' ? [entry.kind] : []), ['answers', 'void', 'answers'])
})

t.test('next goes on where the lesson was, after an earlier question was opened again', async (t) => {
  const lesson = openLesson(setOf(single, { ...single, id: 'q2' }, { ...single, id: 'q3' }), 'a')
  lesson.quiz('reveal')
  lesson.quiz('next')
  lesson.quiz('reveal')
  lesson.quiz('open', { idx: 0 })
  lesson.quiz('reveal')
  lesson.quiz('next')
  t.same(lesson.told(teacher, 'quiz:state').map(({ idx, round }) => [idx, round]).at(-1), [2, 1])
})

t.test('extending, and not what cannot be extended', async (t) => {
  const lesson = openLesson(setOf({ ...single, seconds: 10 }, second), 'a')
  const { opensAt, closesAt } = lesson.state.quiz!.rounds[0]!
  t.equal(closesAt! - opensAt, 10_000)
  lesson.quiz('extend', { seconds: 5 })
  t.same(lesson.told(teacher, 'quiz:state').map((state) => state.closesAt), [closesAt! + 5_000])
  t.equal(codeOf(lesson.quiz('extend', { seconds: 0 })), 'BAD_REQUEST')
  lesson.wait(15_000)
  t.equal(codeOf(lesson.quiz('extend', { seconds: 5 })), 'CLOSED', 'the time has run out, whether or not somebody said so')
  lesson.quiz('reveal')
  lesson.quiz('next')
  t.equal(codeOf(lesson.quiz('extend', { seconds: 5 })), 'BAD_REQUEST', 'untimed')
})

t.test('a pause stops the clock and the answers', async (t) => {
  const lesson = openLesson(setOf({ ...single, readSeconds: 4, seconds: 10 }), 'a')
  lesson.wait(1_000)
  lesson.quiz('pause')
  t.same(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:state').map(({ phase, pausedLeft }) => [phase, pausedLeft]), [['read', 3_000]])
  lesson.wait(60_000)
  lesson.tick()
  t.equal(lesson.state.quiz!.phase, 'read')
  lesson.quiz('resume')
  t.same(lesson.told(teacher, 'quiz:state').map(({ opensAt, closesAt, pausedLeft }) => [opensAt! - lesson.at, closesAt! - lesson.at, pausedLeft]), [[3_000, 13_000, undefined]])
  lesson.wait(5_000)
  lesson.quiz('pause')
  t.same(lesson.told(teacher, 'quiz:state').slice(-1).map(({ phase, pausedLeft }) => [phase, pausedLeft]), [['open', 8_000]])
  const refused = lesson.answer('a', 'b')
  t.same(refused, { ok: false, code: 'CLOSED', message: 'no answers are taken now', retryable: true })
  t.equal(codeOf(lesson.quiz('pause')), 'CLOSED')
  lesson.wait(60_000)
  lesson.quiz('resume')
  t.equal(codeOf(lesson.quiz('resume')), 'CLOSED')
  t.equal(codeOf(lesson.answer('a', 'b')), 'ok')
  lesson.wait(8_000)
  lesson.tick()
  t.equal(lesson.state.quiz!.phase, 'locked')
})

t.test('an untimed question can be paused too', async (t) => {
  const lesson = openLesson(setOf(second), 'a')
  lesson.quiz('pause')
  t.same(lesson.told(teacher, 'quiz:state').map(({ pausedLeft, closesAt }) => [pausedLeft, closesAt]), [[null, null]])
  t.equal(codeOf(lesson.answer('a', 'O', { qid: 'q2' })), 'CLOSED')
})

t.test('skipped and voided questions are as if they had not been asked', async (t) => {
  const lesson = openLesson(setOf(single, { ...single, id: 'q2' }, { ...single, id: 'q3' }), 'a')
  lesson.answer('a', 'b')
  lesson.quiz('skip')
  lesson.answer('a', 'b', { qid: 'q2' })
  t.equal(codeOf(lesson.quiz('void', { qid: 'q3' })), 'CLOSED', 'not asked yet')
  lesson.quiz('reveal')
  lesson.quiz('board')
  t.same(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:board').map(({ me }) => me?.points), [1000])
  lesson.quiz('void', { qid: 'q2' })
  t.same(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:board').map(({ me }) => me?.points), [0])
  lesson.quiz('next')
  lesson.quiz('end')
  t.match(lesson.told(teacher, 'quiz:state').at(-1), { phase: 'end', asked: ['skipped', 'void', 'skipped'] })
  t.equal(codeOf(lesson.quiz('void', { qid: 'nonsense' })), 'CLOSED')
})

t.test('a question that is voided while it is open is locked, and can be shown', async (t) => {
  const lesson = openLesson(setOf(single), 'a')
  lesson.answer('a', 'b')
  lesson.quiz('pause')
  lesson.quiz('void', { qid: 'q1' })
  t.match(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:state').at(-1), { phase: 'locked' })
  lesson.quiz('reveal')
  const notices = lesson.notices()
  t.match(notices.filter((notice) => 'event' in notice && notice.event === 'quiz:state').at(-1), { args: [{ phase: 'reveal', question: { answer: 'b' } }] })
  t.match(notices.filter((notice) => 'event' in notice && notice.event === 'quiz:result'), [{ args: [{ correct: null, answered: true, points: 0, total: 0 }] }])
  lesson.quiz('end')
  t.match(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:board'), [{ me: { points: 0 } }])
  t.notOk(lesson.state.outbox.records.some(({ kind }) => kind === 'answers'))
})

t.test('a question that is voided after it was shown: everybody gets their points without it', async (t) => {
  const a = { uid: 'a', role: 'ST' } as const
  const lesson = openLesson(setOf(single, { ...single, id: 'q2' }), 'a', 'b')
  lesson.answer('a', 'b')
  lesson.quiz('reveal')
  t.match(lesson.told(a, 'quiz:result'), [{ correct: true, total: 1000, rank: 1 }])
  lesson.quiz('void', { qid: 'q1' })
  const voided = { qid: 'q1', correct: null, answered: true, points: 0, total: 0, rank: 1 }
  const told = lesson.notices()
  const toldTo = (uid: string) => told.flatMap((notice) => 'event' in notice && notice.event === 'quiz:result' && notice.to.includes(`u:${uid}`) ? notice.args : [])
  t.match(toldTo('a'), [voided])
  t.notOk('answer' in toldTo('a')[0]!)
  t.match(toldTo('b'), [{ ...voided, answered: false }])
  t.match(snapshotFor(lesson.state, a, lesson.at)?.quiz, { phase: 'reveal', void: true, question: { answer: 'b' }, result: voided, myPoints: 0 })
  lesson.quiz('next')
  t.notOk('void' in lesson.told(a, 'quiz:state').at(-1)!)
  lesson.quiz('reveal')
  lesson.quiz('open', { idx: 0 })
  t.notOk('void' in lesson.told(a, 'quiz:state').at(-1)!, 'asked again, it counts')
})

t.test('a set with a fault is not loaded', async (t) => {
  const lesson = startedLesson()
  const result = lesson.quiz('load', { set: setOf({ ...single, answer: 'z' } as QuestionDraft) })
  t.same(result, { ok: false, code: 'BAD_REQUEST', message: 'questions/0/answer: must name options of the question, each once', retryable: false })
  t.equal(codeOf(lesson.quiz('load', { setId: 'x' })), 'BAD_REQUEST', 'the server puts the set in its place')
})
