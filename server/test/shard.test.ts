import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { shardOf } from '../src/shard.ts'
import { build } from './helper.ts'

t.test('a class is routed by the partition that carries it', async t => {
  const log = new MemoryLog({ partitions: 5 })
  const app = await build(t, {}, log)
  const ends = () => Promise.all(Array.from({ length: 5 }, (_, partition) => log.end(partition)))
  for (const classCode of ['3-2', 'A', 'long-class_code', '6']) {
    await app.classrooms.open(classCode)
    const before = await ends()
    app.io.of(`/${classCode}`).emit('server:drain', { reconnectInMs: 0 })
    const after = await ends()
    t.ok(after[Number(shardOf(classCode, 5))]! > before[Number(shardOf(classCode, 5))]!, classCode)
  }
})
