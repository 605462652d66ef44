import t from 'tap'
import { parseRange } from '../../src/media/range.ts'

t.test('parts of a file of ten bytes', async (t) => {
  t.strictSame(parseRange('bytes=0-3', 10), { start: 0, end: 3 })
  t.strictSame(parseRange('bytes=4-', 10), { start: 4, end: 9 })
  t.strictSame(parseRange('bytes=-3', 10), { start: 7, end: 9 })
  t.strictSame(parseRange('bytes=-30', 10), { start: 0, end: 9 })
  t.strictSame(parseRange('bytes=9-100', 10), { start: 9, end: 9 })
  t.equal(parseRange(undefined, 10), undefined)
  for (const whole of ['', 'bytes=-', 'bytes=5-2', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=a-b']) t.equal(parseRange(whole, 10), undefined, whole)
  for (const none of ['bytes=10-', 'bytes=10-11', 'bytes=-0']) t.equal(parseRange(none, 10), null, none)
})
