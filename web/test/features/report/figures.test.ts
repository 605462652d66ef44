import t from 'tap'
import type { QuizReport } from '../../../src/features/report/api.ts'
import { figuresOf, percent } from '../../../src/features/report/figures.ts'

const question = (number: number, accuracy: number | null, type = 'single') => ({ qid: `q${number}`, number, type, text: '', counts: {}, right: 0, wrong: 0, missed: 0, accuracy })
const pupil = (uid: string, points: number, marks: string[]) => ({ uid, name: uid, marks, points, rank: 1, right: 0, wrong: 0, missed: 0, accuracy: null })
const quiz: QuizReport = {
  no: 1,
  title: '',
  scoring: 'accuracy',
  questions: [question(1, 0.9), question(2, 0.5), question(3, 0.2), question(4, null, 'poll')],
  pupils: [pupil('a', 3000, ['right', 'right', 'wrong', 'answered']), pupil('b', 1000, ['right', 'missed', 'missed', 'missed']), pupil('c', 0, ['missed', 'missed', 'missed', 'missed'])]
}

t.test('a quiz in a few numbers', async t => {
  const figures = figuresOf(quiz)
  t.match(figures, { pupils: 3, took: 2, points: 1333, questions: 3, polls: 1 })
  t.equal(percent(figures.accuracy), '53%')
  t.strictSame(figures.hard.map(({ number }) => number), [3, 2], 'the hardest first; a poll is not hard')
})

t.test('nothing was asked', async t => {
  t.match(figuresOf({ ...quiz, questions: [], pupils: [] }), { accuracy: undefined, points: 0, hard: [] })
  t.equal(percent(null), '-')
})
