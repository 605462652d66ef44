import t from 'tap'
import { LogGapError, OptionError } from '../src/errors.ts'
import { MemoryLog } from '../src/memory-log.ts'
import { logContract } from './log-contract.ts'
import { LogRecorder } from './log-recorder.ts'

logContract(t, async t => {
  const log = new MemoryLog({ partitions: 2, maxBytes: 64 * 1024 * 1024 })
  t.teardown(() => log.close())
  await log.open()
  return log
})

t.test('it needs a partition', async t => {
  t.throws(() => new MemoryLog({ partitions: 0 }), OptionError)
})

t.test('the oldest records go when there is too much, which is a gap', async t => {
  const log = new MemoryLog({ partitions: 1, maxBytes: 100 })
  for (let i = 0; i < 10; i++) await log.append(0, [Buffer.alloc(30, i)])
  const first = await log.offsetAt(0, 0)
  t.equal(first, 7)
  await t.rejects(async () => { for await (const record of log.read(0, 0, 10)) t.fail(`read ${record.offset}`) }, LogGapError)

  const recorder = new LogRecorder()
  const reader = log.follow(recorder)
  t.teardown(() => reader.close())
  reader.add(0, 2)
  await recorder.until(() => recorder.records.length === 3, 'records')
  t.same(recorder.gaps, [{ partition: 0, from: 2, to: 7 }])
})
