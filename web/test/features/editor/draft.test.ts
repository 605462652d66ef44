import type { QuestionDraft, QuestionType } from '@protocol/quiz-set.ts'
import t from 'tap'
import { faultsOf } from '../../../../server/src/classroom/index.ts'
import { copyOf, emptyQuestion, faultsIn, freeId, isReady, jumbled, type Optioned, withOption, withoutOption, withOptionText, withType } from '../../../src/features/editor/draft.ts'

const types: QuestionType[] = ['ox', 'single', 'multiple', 'short', 'order', 'number', 'poll']
const options = [{ id: 'o1', text: '가' }, { id: 'o2', text: '나' }]
const single: QuestionDraft = { id: 'q1', type: 'single', text: '무엇일까요?', options, answer: 'o2', seconds: null }
const order: Extract<QuestionDraft, { type: 'order' }> = { id: 'q1', type: 'order', text: '순서', options, answer: ['o1', 'o2'] }
/** A question with all its fields filled in. */
function filled (type: QuestionType): QuestionDraft {
  const question = withType(single, type)
  return question.type === 'short' ? { ...question, answer: ['가'] } : question
}

t.test('what the editor finds ready, the server takes', async t => {
  for (const type of types) {
    const set = { id: 's', title: '퀴즈', scoring: 'accuracy' as const, questions: [filled(type)] }
    t.equal(isReady(set), true, type)
    t.strictSame(faultsOf(set), [], type)
  }
})

t.test('a new question of any type says what is missing', async t => {
  for (const type of types) t.ok(faultsIn(emptyQuestion(type, 'q1')).includes('text'), type)
  t.ok(faultsIn(emptyQuestion('short', 'q1')).includes('answer'))
  t.ok(faultsIn({ ...single, options: [options[0]!, { id: 'o2', text: ' 가 ' }] }).includes('sameOptions'))
})

t.test('another type keeps the text, the time, the options and what was right', async t => {
  t.match(withType(single, 'multiple'), { id: 'q1', text: '무엇일까요?', seconds: null, options, answer: ['o2'] })
  t.match(withType(withType(single, 'multiple'), 'single'), { answer: 'o2' })
  t.notOk('answer' in withType(single, 'poll'))
  t.notOk('options' in withType(single, 'ox'))
})

t.test('answers follow their options', async t => {
  const three = withOption(single as Optioned)
  t.equal(three.options.length, 3)
  t.equal(new Set(three.options.map(({ id }) => id)).size, 3)
  t.match(withoutOption(three, 'o2'), { answer: 'o1' })
  t.match(withOption(order), { answer: ['o1', 'o2', 'o3'] })
  t.match(withoutOption(order, 'o1'), { answer: ['o2'] })
  t.match(withOptionText(order, 'o2', '다'), { options: [{ text: '가' }, { text: '다' }], answer: ['o1', 'o2'] })
})

t.test('an ordering is never shown as it is to be', async t => {
  t.strictSame(jumbled(order).options.map(({ id }) => id), ['o2', 'o1'])
  const turned = { ...order, answer: ['o2', 'o1'] }
  t.equal(jumbled(turned), turned)
})

t.test('a copy has an id of its own', async t => {
  const set = { id: 's', title: '', scoring: 'accuracy' as const, questions: [single, { ...single, id: 'q3' }] }
  t.notOk(set.questions.some(({ id }) => id === copyOf(set, single).id))
  t.equal(freeId([], 'q'), 'q1')
})
