import t from 'tap'
import { classReport, pending, pupilsCsv, questionsCsv } from '../../../src/classroom/index.ts'
import { openLesson, options, setOf, single, type Lesson } from '../lesson.ts'

const reportOf = ({ state }: Lesson) => classReport(pending(state.outbox, 1_000))

function taught (): Lesson {
  const lesson = openLesson(setOf(single, { ...single, id: 'q2', text: 'Skipped?' }, { ...single, id: 'q3', text: 'Voided?' }, { id: 'q4', type: 'poll', text: 'How?', options }, { id: 'q5', type: 'short', text: '=Capital?', answer: ['Seoul'] }), 'a', 'b')
  lesson.answer('a', 'b')
  lesson.answer('b', 'a')
  lesson.quiz('reveal')
  lesson.quiz('next')
  lesson.answer('a', 'b', { qid: 'q2' })
  lesson.quiz('skip')
  lesson.answer('a', 'b', { qid: 'q3' })
  lesson.quiz('reveal')
  lesson.quiz('void', { qid: 'q3' })
  lesson.quiz('next')
  lesson.answer('b', 'c', { qid: 'q4' })
  lesson.quiz('reveal')
  lesson.join('late', 'ST', { name: 'Late', stuNo: '1' })
  lesson.quiz('next')
  lesson.answer('a', 'SEOUL', { qid: 'q5' })
  lesson.answer('late', 'seoul', { qid: 'q5' })
  lesson.quiz('reveal')
  lesson.quiz('next')
  lesson.wait(1_000)
  lesson.teacher('control', { cmd: 'end' })
  return lesson
}

t.test('right apart from points, missed apart from wrong', async (t) => {
  const lesson = taught()
  const report = reportOf(lesson)
  t.match(report, { classCode: '3-2', endedAt: lesson.at, quizzes: [{ no: 1, title: 'Set' }] })
  const [quiz] = report!.quizzes
  t.same(quiz!.questions.map(({ number, right, wrong, missed, accuracy, counts }) => ({ number, right, wrong, missed, accuracy, counts })), [
    { number: 1, right: 1, wrong: 1, missed: 1, accuracy: 0.5, counts: { b: 1, a: 1 } },
    { number: 4, right: 0, wrong: 0, missed: 2, accuracy: null, counts: { c: 1 } },
    { number: 5, right: 2, wrong: 0, missed: 1, accuracy: 1, counts: { seoul: 2 } }
  ])
  t.same(quiz!.pupils.map(({ uid, marks, right, wrong, missed, accuracy, points, rank }) => ({ uid, marks, right, wrong, missed, accuracy, points, rank })), [
    { uid: 'late', marks: ['missed', 'missed', 'right'], right: 1, wrong: 0, missed: 2, accuracy: 1, points: 1000, rank: 2 },
    { uid: 'a', marks: ['right', 'missed', 'right'], right: 2, wrong: 0, missed: 1, accuracy: 1, points: 2000, rank: 1 },
    { uid: 'b', marks: ['wrong', 'answered', 'missed'], right: 0, wrong: 1, missed: 1, accuracy: 0, points: 0, rank: 3 }
  ])
})

t.test('points are those of the board', async (t) => {
  const lesson = openLesson({ ...setOf({ ...single, seconds: 10 }), scoring: 'speed' }, 'a', 'b')
  lesson.wait(3_000)
  lesson.answer('a', 'b')
  lesson.quiz('reveal')
  lesson.quiz('end')
  const board = lesson.told({ uid: 't', role: 'TE' }, 'quiz:board').at(-1)!
  t.same(reportOf(lesson)!.quizzes[0]!.pupils.map(({ uid, points, rank }) => ({ uid, points, rank })), board.top.map(({ uid, points, rank }) => ({ uid, points, rank })))
})

t.test('the last round holds, and who was removed is not in it', async (t) => {
  const lesson = openLesson(setOf(single), 'a', 'b')
  lesson.answer('a', 'b')
  lesson.answer('b', 'b')
  lesson.quiz('reveal')
  t.same(reportOf(lesson)!.quizzes[0]!.pupils.map(({ points }) => points), [1000, 1000])
  lesson.quiz('open', { idx: 0 })
  t.same(reportOf(lesson)!.quizzes[0]!.questions, [], 'being asked again')
  lesson.answer('a', 'a', { round: 2 })
  lesson.quiz('reveal')
  t.same(reportOf(lesson)!.quizzes[0]!.pupils.map(({ points }) => points), [0, 0])
  lesson.teacher('control', { cmd: 'kick', uid: 'a' })
  lesson.join('a')
  t.same(reportOf(lesson)!.quizzes[0]!.pupils.map(({ uid, marks }) => [uid, marks]), [['a', ['missed']], ['b', ['missed']]])
})

t.test('tables for spreadsheets', async (t) => {
  const [quiz] = reportOf(taught())!.quizzes
  t.same(pupilsCsv(quiz!).split('\r\n'), [
    '\uFEFF번호,이름,1번,4번,5번,정답,오답,미응시,정답률,점수,순위',
    '1,Late,미응시,미응시,정답,1,0,2,100%,1000,2',
    ',A,정답,미응시,정답,2,0,1,100%,2000,1',
    ',B,오답,응답,미응시,0,1,1,0%,0,3',
    ''
  ])
  t.same(questionsCsv(quiz!).split('\r\n'), [
    '\uFEFF번호,문제,종류,정답,오답,미응시,정답률', '1,Which?,객관식,1,1,1,50%', '4,How?,투표,0,0,2,', "5,'=Capital?,단답형,2,0,1,100%", ''
  ])
})

t.test('nothing without the beginning', async (t) => {
  t.equal(classReport([]), undefined)
})
