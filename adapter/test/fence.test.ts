import t, { type Test } from 'tap'
import { FencedError, replicate } from '../src/index.ts'
import { encodeFrame, FrameType } from '../src/frame.ts'
import { type LogListener } from '../src/log.ts'
import { MemoryLog } from '../src/memory-log.ts'
import { partitionOf } from '../src/partition.ts'
import { adapterOf, record, settled, startCluster, startNode, type TestNode, until } from './cluster.ts'
import { holdable } from './holdable-log.ts'

const adapterOptions = { window: 1_600, heartbeatInterval: 100, heartbeatTimeout: 20_000 }
const stats = ({ io }: TestNode) => adapterOf(io.of('/')).stats()
const list = { name: 'list', version: 1, initial: (): string[] => [], apply: (state: string[], text: string) => ({ state: [...state, text], result: state.length }) }

/** A node that can be cut off from writing, and one that cannot. */
async function start (t: Test) {
  const log = new MemoryLog({ partitions: 1 })
  const slowLog = holdable(log)
  const slow = await startNode(t, () => slowLog, { adapterOptions })
  t.teardown(() => slowLog.release())
  const other = await startNode(t, () => log, { adapterOptions })
  await until(() => [slow, other].every((node) => stats(node).members.length === 2))
  return { log, slowLog, slow, other }
}

/** Until what is still held is too old to count. */
async function tooLate (other: TestNode): Promise<void> {
  const { asOf } = stats(other)
  await until(() => stats(other).asOf > asOf + adapterOptions.window / 2 + 300)
}

t.test('what a node wrote long after it had read last counts for nobody, and it is told', async (t) => {
  const { log, slowLog, slow, other } = await start(t)
  const clients = [await slow.connect(), await other.connect()]
  const seen = clients.map((client) => record(client, 'test'))
  const replicas = [slow, other].map(({ io }) => replicate(io.of('/class'), list))
  await replicas[0]!.submit('before')
  slowLog.hold()
  slow.io.emit('test', 'too late')
  const late = replicas[0]!.submit('too late')
  const outcome = t.rejects(late, FencedError)
  await tooLate(other)
  slowLog.release()
  await outcome
  await settled(other.io, clients)
  t.same(seen, [[], []])
  t.ok(slow.errors.some((error) => error instanceof FencedError))
  t.ok(stats(other).fencedFrames >= 2)

  await replicas[0]!.submit('again')
  await until(() => replicas[1]!.state?.length === 2)
  const third = replicate((await startNode(t, () => log, { adapterOptions })).io.of('/class'), list)
  await third.ready()
  for (const { state } of [...replicas, third]) t.same(state, ['before', 'again'])
})

t.test('what is read from the log, not from memory, is fenced as well', async (t) => {
  const { log, slowLog, slow, other } = await start(t)
  const replicas = [slow, other].map(({ io }) => replicate(io.of('/class'), list))
  await replicas[0]!.submit('before')
  slowLog.hold()
  const outcome = t.rejects(replicas[0]!.submit('too late'), FencedError)
  await tooLate(other)
  slowLog.release()
  await outcome
  await replicas[1]!.submit('after')
  // So small a window holds none of it.
  const late = await startNode(t, () => log, { adapterOptions: { ...adapterOptions, windowBytes: 1 } })
  const third = replicate(late.io.of('/class'), list)
  await third.ready()
  t.same(third.state, ['before', 'after'])
})

t.test('a first checkpoint that came too late is no beginning: opening fails, and can be tried again', async (t) => {
  const { slowLog, slow, other } = await start(t)
  await adapterOf(slow.io.of('/class')).init()
  slowLog.hold()
  const replica = replicate(slow.io.of('/class'), list)
  const outcome = t.rejects(replica.ready(), FencedError)
  await tooLate(other)
  slowLog.release()
  await outcome
  await replica.submit('one')
  const second = replicate(other.io.of('/class'), list)
  await second.submit('two')
  t.same(second.state, ['one', 'two'])
})

t.test('a closed node that others still hear of is not waited for', async (t) => {
  const { log, slow, other } = await start(t)
  const { id } = stats(slow)
  await slow.close()
  await until(() => stats(other).members.length === 1)
  const meta = { rooms: [], except: [], flags: {}, seq: 1, token: false }
  const frame = encodeFrame({ type: FrameType.BROADCAST, from: id, asOf: Date.now(), to: '/', meta, parts: ['2["test"]'] })
  await log.append(partitionOf('/', log.partitions), [frame])
  t.same(await other.io.fetchSockets(), [])
  t.same(stats(other).members, [stats(other).id])
})

t.test('the clock of a machine never goes back, though the log\'s may', async (t) => {
  const log = new MemoryLog({ partitions: 1 })
  // As when another broker, whose clock is behind, takes over.
  const back = <T extends { offset: number, timestamp: number }>(record: T): T => ({ ...record, timestamp: record.timestamp - (record.offset % 2) * 40 })
  const skewed = () => new Proxy(log, {
    get (target, name) {
      if (name === 'follow') {
        return (listener: LogListener) => target.follow({ ...listener, onRecords: (records) => listener.onRecords(records.map(back)) })
      }
      if (name === 'read') return async function * (...range: Parameters<MemoryLog['read']>) { for await (const one of target.read(...range)) yield back(one) }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
  const times = { name: 'times', version: 1, initial: (): number[] => [], apply: (state: number[], _: null, at: number) => ({ state: [...state, at], result: at }) }
  const nodes = await startCluster(t, skewed, 2)
  const replicas = nodes.map(({ io }) => replicate(io.of('/class'), times))
  for (let i = 0; i < 20; i++) await replicas[i % 2]!.submit(null)
  await until(() => replicas.every(({ state }) => state?.length === 20))
  const { state } = replicas[0]!
  t.same(state, state!.toSorted((a, b) => a - b))
  const late = replicate((await startNode(t, skewed)).io.of('/class'), times)
  await late.ready()
  t.same(late.state, state)
})
