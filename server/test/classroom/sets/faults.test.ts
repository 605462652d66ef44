import t from 'tap'
import { faultsOf } from '../../../src/classroom/index.ts'
import { options, setOf, single } from '../lesson.ts'

const faults = (value: unknown) => faultsOf(value).map(({ path, message }) => `${path} ${message}`)
const ofQuestion = (question: object) => faults({ ...setOf(single), questions: [{ id: 'q', text: 'Q', ...question }] })

t.test('a good set has none', async (t) => {
  t.same(faults(setOf(single)), [])
  t.same(ofQuestion({ type: 'multiple', options, answer: ['a', 'c'], media: { kind: 'image', url: 'https://example.org/a.png' } }), [])
  t.same(ofQuestion({ type: 'number', answer: { value: -1.5, tolerance: 0 }, seconds: null, readSeconds: 5, points: 0 }), [])
})

t.test('what is not there, and what should not be', async (t) => {
  t.same(faults(null), [' must be object'])
  t.same(faults({ id: 'x', title: 'T', questions: [] }), ['scoring is missing', 'questions must not have fewer than 1 items'])
  t.same(faults({ ...setOf(single), extra: 1 }), ['extra is not known'])
  t.same(ofQuestion({ type: 'poll', options, answer: 'a' }), ['questions/0/answer is not known'])
  t.same(ofQuestion({ type: 'riddle' }), ['questions/0/type must be one of ox, single, multiple, short, order, number, poll'])
  t.same(faults({ ...setOf(single), questions: [null] }), ['questions/0/type must be one of ox, single, multiple, short, order, number, poll'])
  t.same(ofQuestion({ type: 'single', answer: 'a' }), ['questions/0/options is missing'])
  t.same(ofQuestion({ type: 'ox', answer: 'O', seconds: 0 }), ['questions/0/seconds must be >= 1'])
  t.same(ofQuestion({ type: 'ox', answer: 'O', media: { kind: 'image', url: 'javascript:x' } }), ['questions/0/media/url must match pattern "^(https?://|/media/)[^\\s]+$"'])
})

t.test('parts that do not fit together', async (t) => {
  const notOptions = 'questions/0/answer must name options of the question, each once'
  t.same(ofQuestion({ type: 'single', options, answer: 'z' }), [notOptions])
  t.same(ofQuestion({ type: 'multiple', options, answer: ['a', 'a'] }), [notOptions])
  t.same(ofQuestion({ type: 'order', options, answer: ['a', 'b'] }), ['questions/0/answer must name every option'])
  t.same(ofQuestion({ type: 'poll', options: [options[0], options[0]] }), ['questions/0/options/1/id is there twice'])
  t.same(ofQuestion({ type: 'short', answer: ['ok', ' \u3000 '] }), ['questions/0/answer/1 is empty'])
  t.same(faults(setOf(single, single)), ['questions/1/id is there twice'])
  t.same(faults({ ...setOf(single), questions: [{ ...single, answer: 'z' }, { ...single, type: 'riddle', id: 'q2' }] }).length, 2, 'all are told at once')
})
