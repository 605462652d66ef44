import t from 'tap'
import { FrameTooLargeError, LogFullError, LogUnavailableError } from '../../src/errors.ts'
import { Backlog } from '../../src/kafka/backlog.ts'
import { type Append } from '../../src/kafka/partition-queue.ts'
import { resolveKafkaLogOptions } from '../../src/options.ts'
import { emptyLogStats } from '../../src/stats.ts'

const setup = () => {
  const stats = emptyLogStats()
  const backlog = new Backlog(resolveKafkaLogOptions({ maxRecordBytes: 100, maxRecordFrames: 2, maxQueuedFrames: 5, maxQueuedBytes: 200 }), stats)
  const appends: Append[] = []
  const admit = (...sizes: number[]) => backlog.admit(sizes.map(size => Buffer.alloc(size)), append => appends.push(append))
  return { stats, backlog, appends, admit }
}

t.test('what waits is counted until it is settled, once', async t => {
  const { stats, appends, admit } = setup()
  const admitted = admit(10, 20)
  t.match(stats, { queuedFrames: 2, queuedBytes: 38 })
  appends[0]!.settle({ offset: 5, index: 1 })
  appends[0]!.settle(new LogUnavailableError('too late'))
  t.same(await admitted, { offset: 5, index: 1 })
  t.match(stats, { queuedFrames: 0, queuedBytes: 0, framesAppended: 2, bytesAppended: 38, appendErrors: 0 })
})

t.test('several records have the place of the first, when all are stored', async t => {
  const { appends, admit } = setup()
  const admitted = admit(1, 2, 3)
  t.same(appends.map(({ frames }) => frames.length), [2, 1])
  appends[1]!.settle({ offset: 9, index: 0 })
  appends[0]!.settle({ offset: 8, index: 0 })
  t.same(await admitted, { offset: 8, index: 0 })

  const half = admit(1, 2, 3)
  appends[2]!.settle({ offset: 10, index: 0 })
  appends[3]!.settle(new LogUnavailableError('away'))
  await t.rejects(half, LogUnavailableError)
})

t.test('all of a call or nothing', async t => {
  const { stats, backlog, appends, admit } = setup()
  t.equal(backlog.maxFrameBytes, 95)
  await t.rejects(admit(1, 96), FrameTooLargeError)
  await t.rejects(admit(1, 1, 1, 1, 1, 1), LogFullError)
  await t.rejects(admit(95, 95, 1), LogFullError)
  t.match(stats, { queuedFrames: 0, appendErrors: 11 })
  t.same(appends, [])
})

t.test('it tells when nothing waits any more', async t => {
  const { backlog, appends, admit } = setup()
  await backlog.empty()
  const admitted = admit(1)
  let empty = false
  const emptied = backlog.empty().then(() => { empty = true })
  t.notOk(empty)
  appends[0]!.settle({ offset: 0, index: 0 })
  await Promise.all([admitted, emptied])
})
