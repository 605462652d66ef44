import t from 'tap'
import { type QuestionDraft } from '../../../protocol/quiz-set.ts'
import { codeOf, openLesson, setOf, single, startedLesson } from '../lesson.ts'

const timed: QuestionDraft = { ...single, seconds: 10 }

t.test('the first valid answer counts', async (t) => {
  const lesson = openLesson(setOf(timed), 'a')
  t.equal(codeOf(lesson.answer('a', 'nonsense')), 'BAD_REQUEST')
  const { at } = lesson
  t.same(lesson.answer('a', 'a', { cmdId: 'x' }), { ok: true, at, accepted: true, first: true }, 'a wrong shape has not used it up')
  lesson.wait(2_000)
  t.equal(codeOf(lesson.answer('a', 'b')), 'ALREADY_ANSWERED')
  t.same(lesson.answer('a', 'a', { cmdId: 'x' }), { ok: true, at, accepted: true, first: true }, 'a retry gets the same')
  lesson.wait(60_000)
  t.same(lesson.answer('a', 'a', { cmdId: 'x' }), { ok: true, at, accepted: true, first: true }, 'also after the end')
  t.equal(codeOf(lesson.answer('a', 'b')), 'ALREADY_ANSWERED')
})

t.test('all windows of whoever has answered are told, once, and nobody else is', async (t) => {
  const lesson = openLesson(setOf(timed), 'a', 'b')
  const [a, b] = [{ uid: 'a', role: 'ST' }, { uid: 'b', role: 'ST' }] as const
  lesson.answer('a', 'a', { cmdId: 'x' })
  const told = lesson.notices().flatMap((notice) => 'event' in notice && notice.event === 'quiz:mine' ? [[notice.to, notice.args[0]]] : [])
  t.match(told, [[['u:a'], { qid: timed.id, round: 1, value: 'a' }]])
  lesson.answer('a', 'a', { cmdId: 'x' })
  lesson.answer('a', 'b')
  t.same(lesson.told(a, 'quiz:mine'), [])
  lesson.answer('b', 'b')
  lesson.quiz('reveal')
  t.match(lesson.told(b, 'quiz:mine'), [{ value: 'b' }], 'the marks are no answers')
  lesson.quiz('open')
  t.same(lesson.told(b, 'quiz:mine'), [], 'nor is the next round')
})

t.test('only the question that is asked, in its round', async (t) => {
  const lesson = openLesson(setOf(timed, { ...timed, id: 'q2' }), 'a')
  t.equal(codeOf(lesson.answer('a', 'b', { qid: 'q2' })), 'CLOSED')
  t.equal(codeOf(lesson.answer('a', 'b', { round: 2 })), 'CLOSED')
  t.equal(codeOf(lesson.answer('a', 'b', { round: 0 })), 'BAD_REQUEST')
  t.equal(codeOf(startedLesson('a').answer('a', 'b')), 'CLOSED', 'no quiz')
})

t.test('not before it opens', async (t) => {
  const lesson = openLesson(setOf({ ...timed, readSeconds: 5 }), 'a')
  t.equal(codeOf(lesson.answer('a', 'b')), 'CLOSED')
  lesson.wait(4_999)
  t.equal(codeOf(lesson.answer('a', 'b')), 'CLOSED')
  lesson.wait(1)
  t.equal(codeOf(lesson.answer('a', 'b')), 'ok', 'although nobody said that it was open')
})

t.test('up to a second late, unless the teacher has spoken', async (t) => {
  const late = (ms: number, cmd?: string) => {
    const lesson = openLesson(setOf(timed), 'a')
    if (cmd) lesson.quiz(cmd)
    lesson.wait(ms)
    return codeOf(lesson.answer('a', 'b'))
  }
  t.equal(late(10_000), 'ok')
  t.equal(late(11_000), 'ok')
  t.equal(late(11_001), 'CLOSED')
  t.equal(late(0, 'lock'), 'CLOSED')
  t.equal(late(0, 'reveal'), 'CLOSED')
  const lesson = openLesson(setOf(timed), 'a')
  lesson.wait(10_000)
  lesson.tick()
  lesson.quiz('reveal')
  t.equal(codeOf(lesson.answer('a', 'b')), 'CLOSED', 'revealed in the second after')
})

t.test('somebody with more time may answer for longer', async (t) => {
  const lesson = openLesson(setOf(timed), 'a', 'b')
  lesson.teacher('control', { cmd: 'time', uid: 'b', factor: 1.5 })
  t.same(lesson.told({ uid: 'b', role: 'ST' }, 'quiz:state').map(({ closesAt }) => closesAt! - lesson.at), [15_000], 'they are told at once')
  lesson.wait(12_000)
  lesson.tick()
  t.same(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:state').map(({ phase }) => phase), ['locked'])
  t.equal(codeOf(lesson.answer('a', 'b')), 'CLOSED')
  t.equal(codeOf(lesson.answer('b', 'b')), 'ok')
})

t.test('the views of somebody with more time, and of the teacher who waits for them', async (t) => {
  const lesson = openLesson(setOf(timed), 'a', 'b')
  lesson.teacher('control', { cmd: 'time', uid: 'b', factor: 2 })
  lesson.notices()
  const start = lesson.at
  lesson.wait(10_000)
  lesson.tick()
  const notices = lesson.notices()
  const statesTo = (room: string) => notices.flatMap((notice) => 'event' in notice && notice.event === 'quiz:state' && notice.to.includes(room) ? [notice] : [])
  t.match(statesTo('u:b').map(({ args: [state] }) => state), [{ phase: 'open', closesAt: start + 20_000 }])
  t.match(statesTo('st').map(({ except, args: [state] }) => [except, state]), [[['u:b'], { phase: 'locked', closesAt: start + 10_000 }]])
  t.match(statesTo('te').map(({ args: [state] }) => state), [{ phase: 'locked', extraUntil: start + 20_000 }])
})

t.test('a pupil who comes late answers with the time that is left', async (t) => {
  const lesson = openLesson(setOf(timed), 'a')
  lesson.wait(8_000)
  lesson.join('late')
  t.equal(codeOf(lesson.answer('late', 'b')), 'ok')
})
