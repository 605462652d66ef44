import t, { type Test } from 'tap'
import { LogUnavailableError } from '../../src/errors.ts'
import { type Append, PartitionQueue } from '../../src/kafka/partition-queue.ts'
import { type Position } from '../../src/log.ts'
import { emptyLogStats } from '../../src/stats.ts'

const NOT_LEADER = 6
const MESSAGE_TOO_LARGE = 10
const OUT_OF_ORDER = 45

/** A queue with the frames of the given names in it, and what became of them. */
const setup = (t: Test, names: string, { deadline = Infinity, maxRecordFrames = 2 } = {}) => {
  const queue = new PartitionQueue(0, { maxRecordBytes: 1_000, maxRecordFrames }, emptyLogStats())
  queue.producer = { id: 7, epoch: 0, sequence: 0 }
  const outcomes = new Map<string, Position | Error>()
  const push = (name: string): void => {
    const settle: Append['settle'] = outcome => { if (!outcomes.has(name)) outcomes.set(name, outcome) }
    queue.push({ frames: [Buffer.from(name)], bytes: 5, deadline, settle })
  }
  for (const name of names) push(name)
  return { queue, outcomes, push }
}
const answer = (errorCode: number, offset = -1) => ({ partition: 0, errorCode, offset })

t.test('what was confirmed makes room for what comes next', async t => {
  const { queue, outcomes } = setup(t, 'abc')
  t.ok(queue.take()!.includes('b'))
  queue.answered(answer(0, 41))
  t.same([...outcomes], [['a', { offset: 41, index: 0 }], ['b', { offset: 41, index: 1 }]])
  t.match(queue.producer, { epoch: 0, sequence: 1 })
  queue.take()
  queue.answered(answer(0, 42))
  t.ok(queue.idle)
})

t.test('what is not confirmed is sent again as it was', async t => {
  const { queue, push } = setup(t, 'a')
  const first = queue.take()
  push('b')
  queue.failed(new Error('closed'))
  t.ok(queue.retryAt > Date.now())
  t.equal(queue.take(), first)
  queue.answered(answer(NOT_LEADER))
  t.equal(queue.take(), first)
  queue.answered(answer(0, 0))
  t.ok(queue.take()!.includes('b'))
})

t.test('what the broker never takes is rejected, and what follows is not', async t => {
  const { queue, outcomes } = setup(t, 'abc')
  queue.take()
  queue.answered(answer(MESSAGE_TOO_LARGE))
  t.type(outcomes.get('a'), LogUnavailableError)
  t.type(outcomes.get('b'), LogUnavailableError)
  t.notOk(outcomes.has('c'))
  t.match(queue.producer, { id: 7, epoch: 1, sequence: 0 })
})

t.test('a number that is refused at once is replaced; one that may have been taken before is not', async t => {
  const { queue, outcomes } = setup(t, 'a')
  queue.take()
  queue.answered(answer(OUT_OF_ORDER))
  t.match(queue.producer, { epoch: 1, sequence: 0 })
  t.notOk(outcomes.has('a'))

  queue.take()
  queue.failed(new Error('closed'))
  queue.take()
  queue.answered(answer(OUT_OF_ORDER))
  t.type(outcomes.get('a'), LogUnavailableError)
  t.match(queue.producer, { epoch: 2, sequence: 0 })
})

t.test('what is late is rejected, but what is under way keeps its place until it is known', async t => {
  const { queue, outcomes } = setup(t, 'abc', { deadline: 1_000 })
  const batch = queue.take()
  queue.busy = true
  queue.expire(999)
  t.equal(outcomes.size, 0)
  queue.expire(1_000)
  t.equal(outcomes.size, 3)
  t.equal(queue.take(), batch)
  queue.busy = false
  queue.expire(1_001)
  t.ok(queue.idle)
  t.match(queue.producer, { epoch: 1 })
})

t.test('numbers begin again when they are used up', async t => {
  const { queue } = setup(t, 'ab', { maxRecordFrames: 1 })
  queue.producer = { id: 7, epoch: 0x7fff, sequence: 0x7fff_ffff }
  queue.take()
  queue.answered(answer(0, 0))
  t.match(queue.producer, { epoch: 0x7fff, sequence: 0 })
  queue.take()
  queue.answered(answer(MESSAGE_TOO_LARGE))
  t.equal(queue.producer, undefined)
})
