import t from 'tap'
import { ByteReader } from '../../src/kafka/byte-reader.ts'

t.test('numbers of all sizes, one after the other', async t => {
  const bytes = Buffer.alloc(1 + 2 + 4 + 8 + 8)
  bytes.writeInt8(-2, 0)
  bytes.writeInt16BE(-300, 1)
  bytes.writeInt32BE(-70_000, 3)
  bytes.writeBigInt64BE(BigInt(Number.MAX_SAFE_INTEGER), 7)
  bytes.writeBigInt64BE(-1n, 15)
  const reader = new ByteReader(bytes)
  t.same([reader.int8(), reader.int16(), reader.int32(), reader.int64(), reader.int64()], [-2, -300, -70_000, Number.MAX_SAFE_INTEGER, -1])
})

t.test('numbers of variable length', async t => {
  const reader = new ByteReader(Buffer.from([0x00, 0x01, 0x02, 0x7f, 0x80, 0x01, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f]))
  t.same(Array.from({ length: 7 }, () => reader.varint()), [0, -1, 1, -64, 64, 0x7fff_ffff, -0x8000_0000])
})

t.test('nothing beyond the end, and nothing backwards', async t => {
  const reader = new ByteReader(Buffer.from([1, 2, 3]), 1)
  t.throws(() => reader.int32(), RangeError)
  t.throws(() => reader.bytes(-1), RangeError)
  t.throws(() => reader.skip(3), RangeError)
  t.same(reader.bytes(2), Buffer.from([2, 3]))
  t.throws(() => reader.varint(), RangeError)
})
