import fc from 'fast-check'
import t from 'tap'
import { type QuestionDraft } from '../../../protocol/quiz-set.ts'
import { fitValue, fold, isRight } from '../../../src/classroom/quiz/judge.ts'
import { readySet } from '../../../src/classroom/sets/ready.ts'
import { options, setOf } from '../lesson.ts'

type Loose<T> = T extends unknown ? Omit<T, 'id' | 'text'> : never
const question = (draft: Loose<QuestionDraft>) => readySet(setOf({ id: 'q', text: 'Q', ...draft } as QuestionDraft)).questions[0]!
const judge = (draft: Loose<QuestionDraft>, value: unknown) => {
  const fitting = fitValue(question(draft), value)
  return fitting === undefined ? 'unfit' : isRight(question(draft), fitting)
}

t.test('ox', async (t) => {
  const ox = (value: unknown) => judge({ type: 'ox', answer: 'O' }, value)
  t.equal(ox('O'), true)
  t.equal(ox('X'), false)
  for (const value of ['o', '', null, true, ['O'], undefined]) t.equal(ox(value), 'unfit')
})

t.test('single', async (t) => {
  const single = (value: unknown) => judge({ type: 'single', options, answer: 'b' }, value)
  t.equal(single('b'), true)
  t.equal(single('a'), false)
  for (const value of ['z', 'two', 1, ['b'], { id: 'b' }, '__proto__']) t.equal(single(value), 'unfit')
})

t.test('multiple: the same set, in any order, all or nothing', async (t) => {
  const multiple = (value: unknown) => judge({ type: 'multiple', options, answer: ['c', 'a'] }, value)
  t.equal(multiple(['a', 'c']), true)
  t.equal(multiple(['c', 'a']), true)
  t.equal(multiple(['a']), false)
  t.equal(multiple(['a', 'b', 'c']), false)
  for (const value of [[], ['a', 'a'], ['a', 'z'], 'a', [['a']], Array(2)]) t.equal(multiple(value), 'unfit')
})

t.test('order: every option, in order', async (t) => {
  const order = (value: unknown) => judge({ type: 'order', options, answer: ['c', 'a', 'b'] }, value)
  t.equal(order(['c', 'a', 'b']), true)
  t.equal(order(['a', 'b', 'c']), false)
  for (const value of [['c', 'a'], ['c', 'a', 'a'], ['c', 'a', 'b', 'b'], []]) t.equal(order(value), 'unfit')
})

t.test('short: compared after NFKC, trimmed, with inner blanks as one, case folded', async (t) => {
  const short = (value: unknown) => judge({ type: 'short', answer: ['New  York', '서울', 'ﬁn', 'straße'] }, value)
  for (const value of ['new york', ' NEW\t York ', 'ＮＥＷ　ＹＯＲＫ', '서울'.normalize('NFD'), 'fin', 'STRASSE']) t.equal(short(value), true, value)
  t.equal(short('newyork'), false)
  for (const value of ['', ' \u3000', 5, ['서울'], 'x'.repeat(201)]) t.equal(short(value), 'unfit')
  t.equal(short('😀'.repeat(200)), false, '200 code points fit')
})

t.test('number: within the tolerance', async (t) => {
  const number = (value: unknown, answer = { value: 1, tolerance: 0.1 }) => judge({ type: 'number', answer }, value)
  t.equal(number(1.1), true, 'which binary fractions miss by a hair')
  t.equal(number(0.9), true)
  t.equal(number(1.1001), false)
  t.equal(number(0.3, { value: 0.1, tolerance: 0.2 }), true)
  t.equal(number(5, { value: 5, tolerance: 0 }), true)
  t.equal(number(1e308, { value: -1e308, tolerance: 0 }), false)
  for (const value of ['1', NaN, Infinity, null, [1]]) t.equal(number(value), 'unfit')
  t.ok(Object.is(fitValue(question({ type: 'number', answer: { value: 0, tolerance: 0 } }), -0), 0))
})

t.test('poll: nothing is right', async (t) => {
  t.equal(judge({ type: 'poll', options }, 'a'), null)
  t.equal(judge({ type: 'poll', options }, 'z'), 'unfit')
})

t.test('folding twice is folding once', async () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)), { numRuns: 2_000 })
})
