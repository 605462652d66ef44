import t from 'tap'
import { decodeRecord, encodeRecord, splitIntoRecords } from '../../src/kafka/record-codec.ts'

t.test('frames come back as they were', async t => {
  for (const frames of [[], [Buffer.alloc(0)], [Buffer.from('a'), Buffer.alloc(70_000, 1), Buffer.from([0, 255])]]) {
    t.same(decodeRecord(encodeRecord(frames)), frames)
  }
})

t.test('the frames are copies', async t => {
  const value = encodeRecord([Buffer.from('abc')])
  const [frame] = decodeRecord(value)
  value.fill(0)
  t.equal(String(frame), 'abc')
})

t.test('what is no record is refused, wherever it is cut', async t => {
  const value = encodeRecord([Buffer.from('abc'), Buffer.from('defg')])
  const whole = new Set([1, 1 + 4 + 3, value.length])
  for (let length = 0; length < value.length; length++) {
    if (!whole.has(length)) t.throws(() => decodeRecord(value.subarray(0, length)), RangeError, `cut at ${length}`)
  }
  t.throws(() => decodeRecord(null), RangeError)
  t.throws(() => decodeRecord(Buffer.from([9, 0, 0, 0, 0])), RangeError)
})

t.test('frames are spread over records by size and by count', async t => {
  const frames = [10, 10, 10, 200, 1].map(length => Buffer.alloc(length))
  const sizes = (maxBytes: number, maxFrames: number): number[][] =>
    splitIntoRecords(frames, maxBytes, maxFrames).map(record => record.map(({ length }) => length))
  t.same(sizes(1_000, 100), [[10, 10, 10, 200, 1]])
  t.same(sizes(1_000, 2), [[10, 10], [10, 200], [1]])
  t.same(sizes(1 + 2 * (4 + 10), 100), [[10, 10], [10], [200], [1]])
})
