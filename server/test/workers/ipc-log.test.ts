import { fork } from 'node:child_process'
import { join } from 'node:path'
import { LogFullError, LogGapError, LogUnavailableError, type MemoryLogOptions } from 'socket.io-kafka-adapter'
import t, { type Test } from 'tap'
import { logContract } from '../../../adapter/test/log-contract.ts'
import { LogRecorder } from '../../../adapter/test/log-recorder.ts'
import { IpcLog, type IpcLogOptions } from '../../src/workers/ipc-log.ts'
import { lane } from './lanes.ts'

const host = fork(join(import.meta.dirname, 'log-host.ts'), { serialization: 'advanced' }).setMaxListeners(0)
t.teardown(() => { host.kill('SIGKILL') })
let logs = 0

/** A log that another process holds. */
async function start (t: Test, create: MemoryLogOptions, options?: IpcLogOptions) {
  const number = logs++
  host.send({ create, number })
  const channel = lane(host, number)
  const log = new IpcLog(channel, options)
  t.teardown(() => log.close())
  await log.open()
  return { channel, log }
}

logContract(t, async t => (await start(t, { partitions: 2, maxBytes: 64 * 1024 * 1024 })).log)

t.test('more than one answer holds is read in several', async t => {
  const { log } = await start(t, { partitions: 1 })
  const frame = Buffer.alloc(400 * 1024, 1)
  for (let i = 0; i < 8; i++) await log.append(0, [frame])
  const offsets = []
  for await (const { offset } of log.read(0, 1, 8)) offsets.push(offset)
  t.strictSame(offsets, [1, 2, 3, 4, 5, 6, 7])

  const recorder = new LogRecorder()
  const reader = log.follow(recorder)
  reader.add(0, 0)
  await recorder.untilFrames(8)
  t.ok(recorder.calls.length > 1)
  t.strictSame(recorder.records.map(({ offset }) => offset), [0, 1, 2, 3, 4, 5, 6, 7])
})

t.test('what is no longer there is a gap', async t => {
  const { log } = await start(t, { partitions: 1, maxBytes: 100 })
  for (let i = 0; i < 10; i++) await log.append(0, [Buffer.alloc(30, i)])
  await t.rejects(async () => { for await (const record of log.read(0, 0, 10)) t.fail(`read ${record.offset}`) }, LogGapError)
  const recorder = new LogRecorder()
  log.follow(recorder).add(0, 2)
  await recorder.until(() => recorder.records.length === 3, 'records')
  t.strictSame(recorder.gaps, [{ partition: 0, from: 2, to: 7 }])
  t.equal(log.stats.gaps, 1)
})

t.test('a process that is stopped fills the queue, which is bounded; then it goes on', async t => {
  const { log } = await start(t, { partitions: 1 }, { maxQueuedFrames: 3 })
  host.kill('SIGSTOP')
  const appended = [1, 2, 3].map((i) => log.append(0, [Buffer.from([i])]))
  await t.rejects(log.append(0, [Buffer.from([4])]), LogFullError)
  t.match(log.stats, { queuedFrames: 3, queuedBytes: 3, appendErrors: 1 })
  host.kill('SIGCONT')
  t.strictSame((await Promise.all(appended)).map(({ offset }) => offset), [0, 1, 2])
  t.match(log.stats, { queuedFrames: 0, queuedBytes: 0 })
  const bytes = await start(t, { partitions: 1 }, { maxQueuedBytes: 10 })
  await t.rejects(bytes.log.append(0, [Buffer.alloc(11)]), LogFullError)
})

t.test('what was appended before closing is stored; nothing goes after', async t => {
  const { channel, log } = await start(t, { partitions: 1 })
  const appending = log.append(0, [Buffer.from('a')])
  await log.close()
  t.strictSame(await appending, { offset: 0, index: 0 })
  await t.rejects(log.append(0, [Buffer.from('b')]), LogUnavailableError)
  const other = new IpcLog(channel)
  await other.open()
  t.equal(await other.end(0), 1)
  await other.close()
  t.equal(channel.listenerCount('message'), 0)
})

t.test('when the process that holds it ends, everything fails, and readers are told', async t => {
  const { log } = await start(t, { partitions: 1 })
  const recorder = new LogRecorder()
  const reader = log.follow(recorder)
  reader.add(0, 0)
  await log.append(0, [Buffer.from('a')])
  await recorder.untilFrames(1)
  host.kill('SIGSTOP')
  const waiting = log.append(0, [Buffer.from('b')])
  host.kill('SIGKILL')
  await t.rejects(waiting, LogUnavailableError)
  await recorder.until(() => recorder.errors.length > 0, 'error')
  t.ok(recorder.errors[0] instanceof LogUnavailableError)
  await t.rejects(log.end(0), LogUnavailableError)
  await t.rejects(log.append(0, [Buffer.from('c')]), LogUnavailableError)
  t.match(log.stats, { queuedFrames: 0, appendErrors: 2 })
  await reader.close()
  await log.close()
})
