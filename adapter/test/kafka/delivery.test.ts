import t from 'tap'
import { deliver, skippedError } from '../../src/kafka/delivery.ts'
import { encodeBatch } from '../../src/kafka/record-batch.ts'
import { encodeRecord } from '../../src/kafka/record-codec.ts'

const at = (offset: number, value = encodeRecord([Buffer.from(String(offset))])): Buffer => {
  const batch = encodeBatch(value, { id: 1, epoch: 0, sequence: 0 })
  batch.writeBigInt64BE(BigInt(offset), 0)
  return batch
}
const fetched = (...batches: Buffer[]) => ({ partition: 3, errorCode: 0, highWatermark: 100, records: Buffer.concat(batches) })

t.test('it goes on after the last record', async t => {
  t.match(deliver(fetched(at(5), at(6)), 5), { records: [{ partition: 3, offset: 5 }, { partition: 3, offset: 6 }], next: 7 })
  t.match(deliver(fetched(), 5), { records: [], next: 5 })
})

t.test('what was delivered before is not delivered again', async t => {
  const { records, next } = deliver(fetched(at(4), at(5)), 5)
  t.same(records.map(({ offset }) => offset), [5])
  t.equal(next, 6)
})

t.test('it ends at a gap', async t => {
  const { records, next, gapTo } = deliver(fetched(at(5), at(8), at(9)), 5)
  t.same(records.map(({ offset }) => offset), [5])
  t.same([next, gapTo], [6, 8])
})

t.test('it ends at the end', async t => {
  t.match(deliver(fetched(at(5), at(6), at(7)), 5, 7), { next: 7, records: { length: 2 } })
  t.match(deliver(fetched(at(5), at(9)), 5, 7), { next: 6, gapTo: 7 })
})

t.test('what is no record is passed over and counted', async t => {
  const { records, next, skipped } = deliver(fetched(at(5), at(6, Buffer.from('x')), at(7, Buffer.from('y')), at(8)), 5)
  t.same(records.map(({ offset }) => offset), [5, 8])
  t.equal(next, 9)
  t.match(skippedError('topic', 3, skipped!), { message: /^2 record\(s\) of topic\/3 from offset 6 on/ })
})
