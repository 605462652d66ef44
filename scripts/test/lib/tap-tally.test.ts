import t from 'tap'
import { readTally, tallyLine } from '../../lib/tap-tally.ts'

t.test('the count is the last one of the report', async t => {
  const report = 'ok 1 - a\n    # { total: 1, pass: 1 }\n# { total: 12, pass: 5, fail: 3, todo: 1, skip: 3 }\n# time=5ms\n'
  t.same(readTally(report, 1), { passed: 5, failed: 3, skipped: 4 })
  t.same(readTally('# { total: 2, pass: 2 }\n', 0), { passed: 2, failed: 0, skipped: 0 })
})

t.test('a run that fails without a failed assertion, or without a count, counts as one failure', async t => {
  t.same(readTally('# { total: 2, pass: 2 }\n', 1), { passed: 2, failed: 1, skipped: 0 })
  t.same(readTally('', 0), { passed: 0, failed: 1, skipped: 0 })
})

t.test('the closing line', async t => {
  t.equal(tallyLine({ passed: 5, failed: 0, skipped: 0 }), '5 passed, 0 failed')
  t.equal(tallyLine({ passed: 5, failed: 1, skipped: 2 }), '5 passed, 1 failed, 2 skipped')
})
