import t from 'tap'
import { pending } from '../../src/classroom/index.ts'
import { outboxRoom, record } from '../../src/classroom/outbox.ts'
import { openLesson, setOf, single, startedLesson } from './lesson.ts'

t.test('a lesson leaves a numbered record', async (t) => {
  const lesson = openLesson(setOf({ ...single, seconds: 10 }), 'a', 'b')
  lesson.wait(2_000)
  lesson.answer('a', 'b')
  lesson.pupil('a', 'chat:send', { text: 'hello' })
  lesson.quiz('reveal')
  lesson.quiz('void', { qid: 'q1' })
  lesson.teacher('control', { cmd: 'kick', uid: 'b' })
  lesson.teacher('control', { cmd: 'end' })
  const entries = pending(lesson.state.outbox)
  t.same(entries.map(({ n, kind }) => `${n} ${kind}`), ['1 run', '2 person', '3 person', '4 person', '5 quiz', '6 chat', '7 answers', '8 void', '9 removed', '10 end'])
  t.match(entries[6], { quiz: 1, qid: 'q1', round: 1, answers: [{ uid: 'a', value: 'b', ms: 2_000, right: true, points: 1000 }] })
  t.equal(new Set(entries.map(({ run }) => run)).size, 1)
})

t.test('what is recorded is gone, and it may be said twice', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.pupil('a', 'chat:send', { text: 'hello' })
  t.same(pending(lesson.state.outbox, 2).map(({ n }) => n), [1, 2])
  lesson.system('recorded', { upTo: 2 })
  const { state } = lesson
  lesson.system('recorded', { upTo: 2 })
  t.equal(lesson.state, state)
  t.same(pending(state.outbox).map(({ n }) => n), [3, 4, 5])
  lesson.system('recorded', { upTo: 5 })
  t.same(pending(lesson.state.outbox), [])
  lesson.pupil('a', 'chat:send', { text: 'again' })
  t.same(pending(lesson.state.outbox).map(({ n }) => n), [6])
})

t.test('a full outbox gives up the oldest chat line first, and counts', async (t) => {
  let { state } = startedLesson('a')
  const { records } = state.outbox
  const line = { id: 1, at: 1, uid: 'a', name: 'A', role: 'ST', text: 'x' } as const
  for (let n = records.length; n < outboxRoom; n++) state = record(state, n % 2 ? { kind: 'chat', line } : { kind: 'end', endedAt: n }, n)
  const chatLines = state.outbox.chat.length
  t.equal(state.outbox.dropped, 0)
  state = record(state, { kind: 'end', endedAt: 1 }, 1)
  t.same([state.outbox.dropped, state.outbox.chat.length, state.outbox.records[0]?.n], [1, chatLines - 1, 1])
  for (let n = 0; n < chatLines; n++) state = record(state, { kind: 'end', endedAt: 1 }, 1)
  t.same([state.outbox.chat.length, state.outbox.records.length, state.outbox.records[0]?.n], [0, outboxRoom, 2], 'then the oldest of the others')
})
