import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { Catalog } from '../src/catalog.ts'
import { FollowedPartition, type ListMeta } from '../src/followed-partition.ts'
import { DecodedFrame, encodeFrame, FrameType } from '../src/frame.ts'
import { Emitter, MemoryLog, replicate } from '../src/index.ts'
import { resolveNodeOptions } from '../src/options.ts'
import { Overflow } from '../src/overflow.ts'
import { startNode } from './cluster.ts'

const KEY = '/class\nstate'

t.test('the checkpoint of the later state wins, not the one that was written later', async (t) => {
  for (const order of [[[10, 20], [5, 30]], [[5, 30], [10, 20]]] as const) {
    const catalog = new Catalog()
    for (const [q, place] of order) catalog.onCheckpoint(KEY, q, place, 1_000)
    t.match(catalog.get(KEY), { q: 10, checkpoint: 20, last: 10 })
  }
  const catalog = new Catalog()
  catalog.onCheckpoint(KEY, 10, 20, 1_000)
  catalog.onCheckpoint(KEY, 10, 40, 2_000)
  t.match(catalog.get(KEY), { q: 10, checkpoint: 40, time: 2_000 }, 'of the same state the newer one: the log keeps it longer')
})

t.test('a list says what another node knows, ends included', async (t) => {
  const catalog = new Catalog()
  catalog.onCheckpoint(KEY, 10, 20, 1_000)
  catalog.onCommand(KEY, 25)
  catalog.onCommand('/class\nnever written', 26)
  catalog.onDrop('/other\nstate', 30, 1_100)
  const other = new Catalog()
  other.onList(JSON.parse(JSON.stringify(catalog.list())))
  t.same(other.get(KEY), catalog.get(KEY))
  t.match(other.get('/other\nstate'), { dropped: true, last: 30 })
  t.equal(other.size, 2)
  other.prune(1_050, 0)
  t.equal(other.size, 2, 'an end is known for a window')
  other.prune(1_200, 0)
  t.equal(other.size, 1)
  other.prune(1_200, 1_001)
  t.equal(other.size, 0, 'what the log no longer keeps')
})

t.test('a list with a part that was lost is none', async (t) => {
  const newPartition = () => new FollowedPartition(0, 0, resolveNodeOptions(), new Overflow(1_000, () => {}))
  const list = (upTo: number, part: number, parts: number): DecodedFrame => {
    const meta: ListMeta = { upTo, part, parts, entries: [] }
    return new DecodedFrame(encodeFrame({ type: FrameType.LIST, from: '00'.repeat(8), asOf: 0, to: '', meta, parts: [] }))
  }
  for (const [parts, upTo] of [[[0, 1, 2], 7], [[1, 2], -1], [[0, 2], -1], [[0, 1], -1], [[0, 0, 1, 2], 7]] as const) {
    const partition = newPartition()
    for (const part of parts) partition.see(list(7, part, 3), 10, 1_000)
    t.equal(partition.list.upTo, upTo, `parts ${parts.join()}`)
  }
})

t.test('a state that no list within the window names is found all the same', async (t) => {
  const log = new MemoryLog({ partitions: 1 })
  const adapterOptions = { window: 400, heartbeatInterval: 50, heartbeatTimeout: 5_000 }
  const machine = { name: 'sum', version: 1, initial: () => 0, apply: (state: number, add: number) => ({ state: state + add, result: state + add }) }
  const first = await startNode(t, () => log, { adapterOptions })
  await replicate(first.io.of('/class'), machine).submit(7)
  await first.close()
  // Nobody is there who could say it again, but the log goes on.
  const emitter = new Emitter(log)
  for (let i = 0; i < 20; i++) {
    emitter.of('/elsewhere').emit('tick')
    await delay(40)
  }
  await emitter.close()
  const second = await startNode(t, () => log, { adapterOptions })
  t.equal((await replicate(second.io.of('/class'), machine).submit(1)).result, 8)
})
