import { createRequire } from 'node:module'
import t from 'tap'
import { decodeBatches, encodeBatch } from '../../src/kafka/record-batch.ts'

// kafkajs has a codec of its own, so each one can check the other
interface Encoder { buffer: Buffer }
interface BatchContext { producerId: string, producerEpoch: number, firstSequence: number }
interface ForeignRecord { offset: string, value: Buffer, key: Buffer | null, batchContext: BatchContext }
const require = createRequire(import.meta.url)
const record: (options: object) => Encoder = require('kafkajs/src/protocol/recordBatch/record/v0')
const { RecordBatch }: { RecordBatch (options: object): Promise<Encoder> } = require('kafkajs/src/protocol/recordBatch/v0')
const decodeForeign: (decoder: object) => Promise<{ records: ForeignRecord[] }> = require('kafkajs/src/protocol/recordBatch/v0/decoder')
const Decoder: new (bytes: Buffer) => object = require('kafkajs/src/protocol/decoder')

const foreignBatch = async (options: object = {}): Promise<Buffer> => {
  const headers = { one: '1', two: ['2', '3'] }
  const records = ['a', 'b', null].map((value, i) =>
    record({ offsetDelta: i, timestampDelta: i * 1_000, key: i === 1 ? 'key' : null, value, headers }))
  return (await RecordBatch({ records, firstOffset: 7, firstTimestamp: 5_000, maxTimestamp: 7_000, lastOffsetDelta: 2, ...options })).buffer
}

t.test('another implementation reads what is written', async t => {
  for (const size of [0, 1, 57, 58, 59, 63, 64, 8_000, 9_000, 2_000_000]) {
    const value = Buffer.alloc(size, 'x')
    const batch = encodeBatch(value, { id: 2 ** 40 + 3, epoch: 12, sequence: 0x7fff_ffff })
    const { records: [found] } = await decodeForeign(new Decoder(batch))
    t.ok(found!.value.equals(value), `${size} bytes`)
    t.match(found, { offset: '0', key: null, batchContext: { producerId: String(2 ** 40 + 3), producerEpoch: 12, firstSequence: 0x7fff_ffff } })
    const [batchRead] = decodeBatches(batch)
    t.ok(batchRead!.records[0]!.value!.equals(value))
  }
})

t.test('what another implementation wrote is read', async t => {
  const [batch, ...rest] = decodeBatches(await foreignBatch())
  t.same(rest, [])
  t.match(batch, {
    offset: 7,
    next: 10,
    records: [
      { offset: 7, timestamp: 5_000, value: Buffer.from('a') },
      { offset: 8, timestamp: 6_000, value: Buffer.from('b') },
      { offset: 9, timestamp: 7_000, value: null }
    ]
  })
})

t.test('the time of the log goes before the time of the sender', async t => {
  const bytes = await foreignBatch()
  bytes[22]! |= 0x08
  const [batch] = decodeBatches(bytes)
  t.same(batch!.records.map(({ timestamp }) => timestamp), [7_000, 7_000, 7_000])
})

t.test('a batch that is cut off is left for the next fetch', async t => {
  const bytes = await foreignBatch()
  for (let length = 0; length < bytes.length; length += 7) t.same([...decodeBatches(bytes.subarray(0, length))], [])
  t.equal([...decodeBatches(Buffer.concat([bytes, bytes.subarray(0, 40)]))].length, 1)
  t.equal([...decodeBatches(Buffer.concat([bytes, bytes]))].length, 2)
})

t.test('batches that cannot be read have a problem, but keep their place', async t => {
  const [compressed] = decodeBatches(await foreignBatch({ compression: 1 }))
  t.match(compressed, { offset: 7, next: 10, records: [], problem: 'compressed' })

  const garbled = await foreignBatch()
  garbled.fill(0xff, 61)
  t.match([...decodeBatches(garbled)], [{ offset: 7, next: 10, records: [], problem: /RangeError/ }])

  const old = await foreignBatch()
  old[16] = 1
  t.match([...decodeBatches(old)], [{ offset: 7, records: [], problem: 'old message format' }])
})

t.test('marks of transactions have no records, and no problem', async t => {
  const bytes = await foreignBatch()
  bytes[22]! |= 0x20
  t.same([...decodeBatches(bytes)], [{ offset: 7, next: 10, records: [] }])
})
