import t from 'tap'
import { murmur2, partitionOf } from '../src/partition.ts'

t.test('murmur2 is the one of Kafka', async (t) => {
  // Values of org.apache.kafka.common.utils.UtilsTest.
  const expected = {
    21: -973932308,
    foobar: -790332482,
    'a-little-bit-long-string': -985981536,
    'a-little-bit-longer-string': -1486304829,
    lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: -58897971,
    abc: 479470107
  }
  for (const [key, hash] of Object.entries(expected)) t.equal(murmur2(Buffer.from(key)), hash, key)
})

t.test('every namespace has a partition, and all partitions are used', async (t) => {
  const used = new Set<number>()
  for (let i = 0; i < 1000; i++) used.add(partitionOf(`/class-${i}`, 12))
  t.same([...used].sort((a, b) => a - b), Array.from({ length: 12 }, (_, i) => i))
})
