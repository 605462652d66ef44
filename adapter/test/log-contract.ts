import { type Test } from 'tap'
import { FrameTooLargeError } from '../src/errors.ts'
import { type Log } from '../src/log.ts'
import { LogRecorder } from './log-recorder.ts'

const text = (frames: readonly Buffer[]): string[] => frames.map(String)

/**
 * What every log keeps, whatever it is made of.
 * @param create - makes an open, empty log with at least two partitions, which ends with the test
 */
export function logContract (t: Test, create: (t: Test) => Promise<Log>): void {
  const collect = async (log: Log, partition: number, from: number, to: number): Promise<string[]> => {
    const found = []
    for await (const { frames } of log.read(partition, from, to)) found.push(...text(frames))
    return found
  }

  t.test('it can be opened twice, and knows its partitions', async t => {
    const log = await create(t)
    await log.open()
    t.ok(log.partitions >= 2)
  })

  t.test('what was appended is read back, byte by byte', async t => {
    const log = await create(t)
    const frames = [Buffer.from([0, 255, 1]), Buffer.alloc(0), Buffer.from('한글')]
    const { offset, index } = await log.append(1, frames)
    t.equal(index, 0)
    for await (const record of log.read(1, offset, offset + 1)) t.match(record, { partition: 1, offset, frames })
    t.equal(await log.end(1), offset + 1)
    t.equal(await log.end(0), 0, 'other partitions are left alone')
  })

  t.test('appends keep their order, and each one learns its place', async t => {
    const log = await create(t)
    const names = Array.from({ length: 500 }, (_, i) => `frame ${i}`)
    const positions = await Promise.all(names.map(name => log.append(0, [Buffer.from(name)])))
    const stored = new Map<string, string>()
    for await (const { offset, frames } of log.read(0, 0, await log.end(0))) {
      for (const [index, frame] of frames.entries()) stored.set(`${offset}/${index}`, String(frame))
    }
    t.same([...stored.values()], names)
    t.same(positions.map(({ offset, index }) => stored.get(`${offset}/${index}`)), names)
  })

  t.test('a range has its first and not its last offset', async t => {
    const log = await create(t)
    for (const name of 'abcdef') await log.append(0, [Buffer.from(name)])
    t.same(await collect(log, 0, 2, 5), ['c', 'd', 'e'])
    t.same(await collect(log, 0, 6, 6), [])
  })

  t.test('a frame that is too large is refused, and nothing of the call is stored', async t => {
    const log = await create(t)
    await t.rejects(log.append(0, [Buffer.from('small'), Buffer.alloc(log.maxFrameBytes + 1)]), FrameTooLargeError)
    t.equal(await log.end(0), 0)
    t.ok(log.stats.appendErrors > 0)
  })

  t.test('the largest frame goes through', async t => {
    const log = await create(t)
    const { offset } = await log.append(0, [Buffer.alloc(log.maxFrameBytes, 7)])
    for await (const { frames } of log.read(0, offset, offset + 1)) t.equal(frames[0]!.length, log.maxFrameBytes)
  })

  t.test('there is no partition beyond the last one', async t => {
    const log = await create(t)
    await t.rejects(log.append(log.partitions, [Buffer.from('x')]), RangeError)
    await t.rejects(log.end(-1), RangeError)
  })

  t.test('times lead to offsets', async t => {
    const log = await create(t)
    await log.append(0, [Buffer.from('a')])
    let timestamp = 0
    for await (const record of log.read(0, 0, 1)) timestamp = record.timestamp
    await clockPasses(timestamp)
    await log.append(0, [Buffer.from('b')])
    t.equal(await log.offsetAt(0, 0), 0)
    t.equal(await log.offsetAt(0, timestamp), 0)
    t.equal(await log.offsetAt(0, timestamp + 1), 1)
    t.equal(await log.offsetAt(0, Date.now() + 60_000), 2, 'the end when there is none')
  })

  t.test('a reader begins exactly where it is told, whenever it is', async t => {
    const log = await create(t)
    for (const name of 'abc') await log.append(0, [Buffer.from(name)])
    const recorder = new LogRecorder()
    const reader = log.follow(recorder)
    t.teardown(() => reader.close())
    reader.add(0, 1)
    reader.add(1, 0)
    await recorder.untilFrames(2)
    await log.append(0, [Buffer.from('d')])
    await log.append(1, [Buffer.from('e')])
    await recorder.untilFrames(4)
    t.same(recorder.texts(0), ['b', 'c', 'd'])
    t.same(recorder.texts(1), ['e'])
    t.same([...reader.positions()].sort(), [[0, 4], [1, 1]])
  })

  t.test('nothing of a dropped partition is delivered; added again it goes on where it is told', async t => {
    const log = await create(t)
    const recorder = new LogRecorder()
    const reader = log.follow(recorder)
    t.teardown(() => reader.close())
    reader.add(0, 0)
    reader.add(1, 0)
    await log.append(0, [Buffer.from('a')])
    await recorder.untilFrames(1)
    reader.drop(0)
    await log.append(0, [Buffer.from('unheard')])
    await log.append(1, [Buffer.from('b')])
    await recorder.untilFrames(2)
    t.same([...reader.positions().keys()], [1])
    reader.add(0, 0)
    await recorder.untilFrames(4)
    t.same(recorder.texts(0), ['a', 'a', 'unheard'])
  })

  t.test('all readers see the same, in the same order', async t => {
    const log = await create(t)
    const recorders = [new LogRecorder(), new LogRecorder()]
    for (const recorder of recorders) {
      const reader = log.follow(recorder)
      t.teardown(() => reader.close())
      reader.add(0, 0)
    }
    await Promise.all(Array.from({ length: 100 }, (_, i) => log.append(0, [Buffer.from(`${i}`)])))
    for (const recorder of recorders) await recorder.untilFrames(100)
    t.same(recorders[0]!.texts(0), recorders[1]!.texts(0))
    t.same(recorders[0]!.gaps, [])
    t.same(recorders[0]!.errors, [])
  })

  t.test('it counts what it does', async t => {
    const log = await create(t)
    const recorder = new LogRecorder()
    const reader = log.follow(recorder)
    t.teardown(() => reader.close())
    reader.add(0, 0)
    await log.append(0, [Buffer.from('abc'), Buffer.from('def')])
    await recorder.untilFrames(2)
    t.match(log.stats, { framesAppended: 2, recordsAppended: 1, framesRead: 2, recordsRead: 1, queuedFrames: 0, queuedBytes: 0, gaps: 0, readErrors: 0, lag: 0 })
    t.ok(log.stats.bytesAppended >= 6 && log.stats.bytesRead >= 6)
  })

  t.test('it can be closed twice', async t => {
    const log = await create(t)
    await log.append(0, [Buffer.from('a')])
    await Promise.all([log.close(), log.close()])
    await log.close()
    t.equal(log.stats.queuedFrames, 0)
  })
}

/** Until a record that is stored now gets a later time. */
async function clockPasses (time: number): Promise<void> {
  while (Date.now() <= time) await new Promise(resolve => setTimeout(resolve, 1))
}
