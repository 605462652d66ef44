import type { QuizBoard, QuizResult, QuizState, QuizTally, TeacherTally } from '@protocol/quiz.ts'
import t from 'tap'
import { isBehind, quizEvents, quizOf, type QuizModel, withAnswer } from '../../../src/features/quiz/model.ts'

const options = [{ id: 'o1', text: '광합성' }, { id: 'o2', text: '호흡' }]
const question = { id: 'q1', type: 'single', text: '무엇일까요?', options, points: 1000, seconds: 20, readSeconds: 0 } as const
const head = { v: 1, at: 1000 } as const
const state = (over: Partial<QuizState> = {}): QuizState => ({
  ...head, rev: 2, title: '식물', scoring: 'accuracy', idx: 0, total: 2, round: 1, opensAt: 1000, closesAt: 21_000, phase: 'open', question, ...over
} as QuizState)
const tally = (over: Partial<TeacherTally> = {}): QuizTally => ({ ...head, rev: 2, qid: 'q1', round: 1, answered: 1, online: 2, counts: { o1: 1 }, ...over } as QuizTally)
const result: QuizResult = { ...head, rev: 3, qid: 'q1', round: 1, correct: true, answered: true, points: 1000, total: 1500, rank: 2 }
const board: QuizBoard = { ...head, rev: 4, top: [{ uid: 'a', name: '가', points: 1500, rank: 1 }], me: { points: 1500, rank: 1 } }
const known = (over: Partial<QuizModel> = {}): QuizModel => ({ state: state(), answeredBy: [], latest: 2, ...over })

t.test('a snapshot is the whole quiz, also the own answer', async t => {
  t.equal(quizOf(undefined, { quiz: null }), undefined)
  const model = quizOf(undefined, { quiz: { ...state(), myAnswer: 'o2', myPoints: 500, myRank: 3 } as never })
  t.match(model, { state: { phase: 'open', rev: 2 }, myAnswer: 'o2', myPoints: 500, myRank: 3, latest: 2 })
  t.notOk('myAnswer' in model!.state)
  const teacher = quizOf(undefined, { quiz: { ...state(), asked: ['asked', null], set: { id: 's' }, tally: tally({ by: ['a'] }) } as never })
  t.match(teacher, { answeredBy: ['a'], state: { asked: ['asked', null] } })
})

t.test('a new phase of the same opening keeps what is known; another question does not', async t => {
  const before = known({ myAnswer: 'o1', tally: tally(), answeredBy: ['a'], myPoints: 500, myRank: 1 })
  const locked = quizEvents['quiz:state'](before, state({ rev: 3, phase: 'locked' }))
  t.match(locked, { state: { phase: 'locked' }, myAnswer: 'o1', answeredBy: ['a'], latest: 3 })
  const next = quizEvents['quiz:state'](locked, state({ rev: 4, idx: 1, question: { ...question, id: 'q2' } }))
  t.match(next, { state: { idx: 1 }, answeredBy: [], myPoints: 500, myRank: 1 })
  t.equal(next?.myAnswer, undefined)
  t.equal(next?.tally, undefined)
  const again = quizEvents['quiz:state'](locked, state({ rev: 4, round: 2 }))
  t.equal(again?.myAnswer, undefined, 'opened again, it is to be answered again')
  const fresh = quizEvents['quiz:state'](next, state({ rev: 5, phase: 'lobby', question: null }))
  t.strictSame(fresh, { state: state({ rev: 5, phase: 'lobby', question: null }), answeredBy: [], latest: 5 }, 'another quiz begins at nothing')
})

t.test('what is older than what is known changes nothing', async t => {
  const now = known({ state: state({ rev: 5, phase: 'reveal' }), latest: 5 })
  t.equal(quizEvents['quiz:state'](now, state({ rev: 4 })), now)
  t.equal(quizEvents['quiz:tally'](now, tally({ rev: 4 })), now)
  t.equal(quizEvents['quiz:result'](now, result), now)
  t.equal(quizEvents['quiz:tally'](undefined, tally()), undefined)
})

t.test('tallies say who has answered since the last one', async t => {
  const one = quizEvents['quiz:tally'](known(), tally({ by: ['a'] }))
  const two = quizEvents['quiz:tally'](one, tally({ by: ['b', 'a'], answered: 2 }))
  t.match(two, { tally: { answered: 2 }, answeredBy: ['a', 'b'] })
  t.equal(quizEvents['quiz:tally'](two, tally({ qid: 'q9', by: ['c'] }))?.answeredBy.length, 2, 'that of another question is not taken')
})

t.test('points and place follow results and boards', async t => {
  const revealed = quizEvents['quiz:state'](known(), state({ rev: 3, phase: 'reveal' }))
  const scored = quizEvents['quiz:result'](revealed, result)
  t.match(scored, { myPoints: 1500, myRank: 2, result: { correct: true } })
  const ranked = quizEvents['quiz:board'](quizEvents['quiz:state'](scored, state({ rev: 4, phase: 'board' })), board)
  t.match(ranked, { myRank: 1, board: { top: [{ uid: 'a' }] } })
  const { me: _, ...others } = board
  t.match(quizEvents['quiz:board'](scored, others), { myPoints: 1500, myRank: 2 }, 'a board without an own place leaves them as they are')
})

t.test('what counts no longer after it was shown: points and place are those without it', async t => {
  const shown = known({ state: state({ rev: 3, phase: 'reveal' }), latest: 3, result, myPoints: 1500, myRank: 2 })
  const told = quizEvents['quiz:state'](shown, state({ rev: 4, phase: 'reveal', void: true }))
  const voided: QuizResult = { ...result, rev: 4, correct: null, points: 0, total: 500, rank: 3 }
  t.match(quizEvents['quiz:result'](told, voided), { state: { void: true }, result: { points: 0 }, myPoints: 500, myRank: 3 })
  const later = known({ state: state({ rev: 4, question: { ...question, id: 'q2' } }), latest: 4 })
  t.match(quizEvents['quiz:result'](later, voided), { result: undefined, myPoints: 500 }, 'of an earlier question, the points alone')
})

t.test('the own answer belongs to one opening', async t => {
  t.equal(withAnswer(known(), { qid: 'q1', round: 1, value: 'o1' })?.myAnswer, 'o1')
  t.equal(withAnswer(known(), { qid: 'q1', round: 2, value: 'o1' })?.myAnswer, undefined)
})

t.test('the own answer of another window is the own answer', async t => {
  const told = { ...head, rev: 2, qid: 'q1', value: 'o2' }
  t.equal(quizEvents['quiz:mine'](known(), { ...told, round: 1 })?.myAnswer, 'o2')
  t.equal(quizEvents['quiz:mine'](known(), { ...told, round: 2 })?.myAnswer, undefined)
})

t.test('a missed state is noticed', async t => {
  t.equal(isBehind(known()), false)
  const ahead = quizEvents['quiz:board'](known(), board)
  t.equal(isBehind(ahead!), true)
})
