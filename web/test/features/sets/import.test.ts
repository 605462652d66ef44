import t from 'tap'
import { ApiError } from '../../../src/features/entry/api.ts'
import { faultOf, importOf, problemsOf } from '../../../src/features/sets/import.ts'

t.test('a file is taken for what it is', async t => {
  t.strictSame(importOf('식물.csv', '유형,문제'), { format: 'csv', file: '유형,문제', title: '식물' })
  t.strictSame(importOf('식물.json', '{}'), { format: 'json', file: '{}' })
  t.match(importOf('unnamed', ' {"title":""}'), { format: 'json' })
})

t.test('the places of faults are found in what the server says', async t => {
  const problems = [{ line: 2, column: 5, message: 'is empty' }]
  t.strictSame(problemsOf(new ApiError('BAD_REQUEST', { body: { problems } })), problems)
  t.strictSame(problemsOf(new ApiError('OFFLINE')), [])
  t.strictSame(problemsOf(new Error('x')), [])
})

t.test('faults are told in kinds', async t => {
  t.strictSame(['columns are missing: type', 'is there twice', 'must name options of the question, each once', 'must be one of O, X', 'is odd'].map(faultOf),
    ['missing', 'twice', 'answer', 'value', 'value'])
})
