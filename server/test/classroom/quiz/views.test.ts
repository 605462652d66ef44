import t from 'tap'
import { snapshotFor } from '../../../src/classroom/index.ts'
import { type QuestionDraft } from '../../../protocol/quiz-set.ts'
import { openLesson, options, setOf, single } from '../lesson.ts'

const teacher = { uid: 't', role: 'TE' } as const
const a = { uid: 'a', role: 'ST' } as const
const b = { uid: 'b', role: 'ST' } as const
const screen = { uid: 't', role: 'SCREEN' } as const

t.test('pupils see the answer when it is revealed, and never that of a poll', async (t) => {
  const poll: QuestionDraft = { id: 'q2', type: 'poll', text: 'How was it?', options }
  const lesson = openLesson(setOf(single, poll), 'a')
  const shown = { id: 'q1', type: 'single', text: 'Which?', options, points: 1000, seconds: 20, readSeconds: 0 }
  const quizOf = (viewer: Parameters<typeof snapshotFor>[1]) => snapshotFor(lesson.state, viewer, lesson.at)?.quiz
  t.strictSame(quizOf(a)?.question, shown)
  t.strictSame(quizOf(teacher)?.question, { ...shown, answer: 'b' })
  lesson.quiz('reveal')
  t.strictSame(quizOf(a)?.question, { ...shown, answer: 'b' })
  t.strictSame(quizOf(screen)?.question, { ...shown, answer: 'b' })
  lesson.quiz('next')
  lesson.answer('a', 'b', { qid: 'q2' })
  lesson.notices()
  lesson.quiz('reveal')
  t.match(lesson.told(a, 'quiz:result'), [{ correct: null, answered: true, points: 0 }])
  t.notOk('answer' in quizOf(a)!.question!)
})

t.test('a result for everybody, also for those who did not answer', async (t) => {
  const lesson = openLesson({ ...setOf(single), streaks: true }, 'a', 'b')
  lesson.answer('a', 'b')
  lesson.notices()
  lesson.quiz('reveal')
  const results = lesson.notices().flatMap((notice) => 'event' in notice && notice.event === 'quiz:result' ? [[notice.to, notice.args[0]]] : [])
  const common = { v: 1, at: lesson.at, rev: 3, qid: 'q1', round: 1, answer: 'b' }
  t.strictSame(results, [
    [['u:a'], { ...common, correct: true, answered: true, points: 1000, total: 1000, rank: 1, streak: 1 }],
    [['u:b'], { ...common, correct: false, answered: false, points: 0, total: 0, rank: 2, streak: 0 }]
  ])
  t.match(snapshotFor(lesson.state, a, lesson.at)?.quiz, { myAnswer: 'b', myPoints: 1000, myRank: 1, result: { points: 1000 } })
})

t.test('the tally is for teachers until the answer is revealed', async (t) => {
  const lesson = openLesson(setOf(single), 'a', 'b')
  lesson.answer('a', 'b')
  const tally = { v: 1, at: lesson.at, rev: 2, qid: 'q1', round: 1, answered: 1, online: 2, counts: { b: 1 }, right: 1 }
  t.same(lesson.told(teacher, 'quiz:tally'), [{ ...tally, by: ['a'] }])
  lesson.answer('b', 'a')
  t.match(lesson.told(teacher, 'quiz:tally'), [{ answered: 2, by: ['b'] }])
  lesson.tick()
  t.same(lesson.told(teacher, 'quiz:tally'), [])
  t.match(snapshotFor(lesson.state, teacher, lesson.at)?.quiz, { tally: { by: ['a', 'b'] }, set: { id: 'set' }, asked: ['asked'] })
  t.notOk('tally' in snapshotFor(lesson.state, a, lesson.at)!.quiz!)
  lesson.quiz('reveal')
  t.match(lesson.told(screen, 'quiz:tally')[0], { rev: 3, counts: { a: 1, b: 1 } })
})

t.test('of several choices, the answers that are wholly right are counted', async (t) => {
  const lesson = openLesson(setOf({ id: 'q1', type: 'multiple', text: 'Which?', options, answer: ['a', 'c'] }), 'a', 'b', 'c')
  lesson.answer('a', ['c', 'a'])
  lesson.answer('b', ['a'])
  t.match(lesson.told(teacher, 'quiz:tally'), [{ answered: 2, counts: { a: 2, c: 1 }, right: 1 }])
})

t.test('a live poll shows its counts to all', async (t) => {
  const lesson = openLesson(setOf({ id: 'q1', type: 'poll', text: 'How?', options, live: true }), 'a', 'b')
  lesson.answer('b', 'c')
  t.match(lesson.told(a, 'quiz:tally'), [{ counts: { c: 1 }, right: undefined }])
})

t.test('what others wrote wrongly is not shown to pupils', async (t) => {
  const lesson = openLesson(setOf({ id: 'q1', type: 'short', text: 'Capital?', answer: ['Seoul'] }), 'a', 'b')
  lesson.answer('a', 'SEOUL')
  lesson.answer('b', 'something rude')
  lesson.quiz('reveal')
  t.match(snapshotFor(lesson.state, teacher, lesson.at)?.quiz?.tally, { answered: 2, counts: { seoul: 1, 'something rude': 1 } })
  t.strictSame(snapshotFor(lesson.state, a, lesson.at)?.quiz?.tally?.counts, { seoul: 1 })
})

t.test('the board: ten at the top with joint places, oneself, and where they were before', async (t) => {
  const uids = 'abcdefghijkl'.split('')
  const lesson = openLesson(setOf(single, { ...single, id: 'q2' }), ...uids)
  lesson.answer('c', 'b')
  lesson.quiz('reveal')
  lesson.quiz('board')
  t.match(lesson.told(b, 'quiz:board'), [{ me: { points: 0, rank: 2 } }])
  lesson.quiz('next')
  for (const uid of ['b', 'd', 'c']) lesson.answer(uid, 'b', { qid: 'q2' })
  lesson.quiz('reveal')
  lesson.quiz('board')
  lesson.notices()
  const seen = snapshotFor(lesson.state, { uid: 'l', role: 'ST' }, lesson.at)?.quiz?.board
  t.equal(seen?.top.length, 10)
  t.same(seen?.top.slice(0, 4).map(({ uid, points, rank, prevRank }) => [uid, points, rank, prevRank]), [['c', 2000, 1, 1], ['b', 1000, 2, 2], ['d', 1000, 2, 2], ['a', 0, 4, 2]])
  t.same(seen?.me, { points: 0, rank: 4, prevRank: 2 })
  t.notOk('me' in snapshotFor(lesson.state, teacher, lesson.at)!.quiz!.board!)
})

t.test('the projector shows names when the teacher says so', async (t) => {
  const lesson = openLesson(setOf(single), 'a')
  lesson.quiz('reveal')
  lesson.quiz('board')
  t.match(lesson.told(screen, 'quiz:board'), [{ top: [] }])
  lesson.teacher('control', { cmd: 'names', on: true })
  t.match(snapshotFor(lesson.state, screen, lesson.at)?.quiz?.board, { top: [{ uid: 'a' }] })
})

t.test('a pupil who comes late is ranked, and has missed nothing wrongly', async (t) => {
  const lesson = openLesson(setOf(single, { ...single, id: 'q2' }), 'a')
  lesson.answer('a', 'b')
  lesson.quiz('reveal')
  lesson.quiz('next')
  lesson.join('b')
  t.match(snapshotFor(lesson.state, b, lesson.at)?.quiz, { phase: 'open', question: { id: 'q2' }, myPoints: 0, myRank: 2 })
  lesson.answer('b', 'b', { qid: 'q2' })
  lesson.quiz('reveal')
  t.match(lesson.told(b, 'quiz:result'), [{ points: 1000, total: 1000, rank: 1 }], 'a joint place')
})

t.test('an order that is listed rightly is shown in another order', async (t) => {
  const lesson = openLesson(setOf({ id: 'q1', type: 'order', text: 'First to last', options, answer: ['a', 'b', 'c'] }), 'a')
  const listed = (snapshotFor(lesson.state, a, lesson.at)?.quiz?.question as { options: Array<{ id: string }> }).options.map(({ id }) => id)
  t.not(listed.join(), 'a,b,c')
  t.same(listed.toSorted(), ['a', 'b', 'c'])
  const other = openLesson(setOf({ id: 'q1', type: 'order', text: 'First to last', options, answer: ['c', 'a', 'b'] }), 'a')
  t.same((snapshotFor(other.state, a, other.at)?.quiz?.question as { options: unknown }).options, options)
})
