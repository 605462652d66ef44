import t from 'tap'
import { type AnyQuestion, answerText, choiceLook, choicesOf, columnsOf } from '../../../src/features/quiz/answers.ts'
import { numberIn } from '../../../src/features/quiz/numbers.ts'
import { moved } from '../../../src/features/quiz/order.ts'
import { accuracyOf, tallyRows } from '../../../src/features/quiz/tally.ts'

const of = (over: object): AnyQuestion => ({ id: 'q', text: '', points: 1000, seconds: 20, readSeconds: 0, ...over }) as AnyQuestion
const options = [{ id: 'a', text: '광합성' }, { id: 'b', text: '호흡' }]
const single = of({ type: 'single', options, answer: 'a' })
const tally = (counts: Record<string, number>, answered: number) => ({ v: 1, at: 0, rev: 1, qid: 'q', round: 1, answered, online: answered, counts }) as const

t.test('choices keep their colour, shape and number; after six they begin again', async t => {
  t.match(choicesOf(single), [{ id: 'a', look: 1, number: 1 }, { id: 'b', look: 2, number: 2 }])
  t.match(choicesOf(of({ type: 'ox' })), [{ id: 'O', look: 2 }, { id: 'X', look: 1 }])
  const many = Array.from({ length: 7 }, (_, index) => ({ id: `o${index}`, text: 'x' }))
  t.equal(choicesOf(of({ type: 'poll', options: many }))[6]?.look, 1)
})

t.test('two columns only for few and short choices', async t => {
  t.equal(columnsOf(choicesOf(single)), 2)
  t.equal(columnsOf(choicesOf(of({ type: 'single', options: [...options, { id: 'c', text: '가'.repeat(21) }] }))), 1)
  t.equal(columnsOf(choicesOf(of({ type: 'single', options: Array.from({ length: 5 }, (_, index) => ({ id: `o${index}`, text: 'x' })) }))), 1)
})

t.test('choices after answering, and after the reveal', async t => {
  const { answer: _, ...hidden } = single as AnyQuestion & { answer: string }
  t.strictSame(['a', 'b'].map(id => choiceLook(hidden, id, 'b')), ['dimmed', 'chosen'])
  t.strictSame(['a', 'b'].map(id => choiceLook(single, id, 'b')), ['right', 'mine-wrong'])
  t.strictSame(['a', 'b'].map(id => choiceLook(single, id, undefined)), ['right', 'dimmed'])
})

t.test('answers in words', async t => {
  t.equal(answerText(single, 'b'), '② 호흡')
  t.equal(answerText(of({ type: 'order', options }), ['b', 'a']), '호흡 → 광합성')
  t.equal(answerText(of({ type: 'number' }), { value: 3.5, tolerance: 0.1 }), '3.5 (±0.1)')
  t.equal(answerText(of({ type: 'short' }), ['서울', 'Seoul']), '서울, Seoul')
})

t.test('numbers as pupils write them', async t => {
  t.strictSame(['3.5', '１２', '-1,000', ' .5 ', '−2', '', 'x', '1.2.3'].map(numberIn), [3.5, 12, -1000, 0.5, -2, undefined, undefined, undefined])
})

t.test('moving keeps everything else in order', async t => {
  t.strictSame(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a'])
  t.strictSame(moved(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
  t.strictSame(moved(['a', 'b'], 5, 0), ['a', 'b'])
})

t.test('bars of choices keep their order, those of texts begin with the most frequent', async t => {
  t.match(tallyRows(single, tally({ b: 3, a: 1 }, 4)).rows, [{ key: 'a', count: 1, share: 0.25, right: true }, { key: 'b', count: 3, share: 0.75, right: false }])
  const written = tallyRows(of({ type: 'short', answer: ['기공'] }), tally(Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`답${n}`, n + 1])), 36))
  t.equal(written.rows[0]?.key, '답7')
  t.equal(written.rows.length + written.others, 8)
  t.match(tallyRows(of({ type: 'number', answer: { value: 1, tolerance: 0.1 } }), tally({ 1.1: 2, 2: 1 }, 3)).rows.map(({ right }) => right), [true, false])
})

t.test('the share of right answers, where it can be told', async t => {
  t.equal(accuracyOf({ ...tally({ a: 4, b: 3 }, 4), right: 1 }), 0.25)
  t.equal(accuracyOf(tally({ a: 1 }, 1)), undefined, 'of a poll none is right')
  t.equal(accuracyOf({ ...tally({}, 0), right: 0 }), undefined)
  t.equal(accuracyOf(undefined), undefined)
})
