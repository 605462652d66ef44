import t from 'tap'
import { FrameTooLargeError } from '../src/errors.ts'
import { checkFrameSize, DecodedFrame, encodeFrame, type Frame, FrameType } from '../src/frame.ts'

const frame: Frame = {
  type: FrameType.BROADCAST,
  from: '0123456789abcdef',
  asOf: 1_795_000_000_123,
  to: '/3학년-2반',
  meta: { rooms: ['te'], flags: { volatile: true } },
  parts: ['2["퀴즈",{"_placeholder":true,"num":0}]', Buffer.from([0, 1, 255]), '', Buffer.alloc(0)]
}

t.test('a frame comes back as it was written', async (t) => {
  const { type, from, asOf, to, meta, parts } = new DecodedFrame(encodeFrame(frame))
  t.same({ type, from, asOf, to, meta, parts }, frame)
})

t.test('a frame of somebody who has nothing to read is as of for ever', async (t) => {
  t.equal(new DecodedFrame(encodeFrame({ ...frame, asOf: Infinity })).asOf, Infinity)
})

t.test('what is larger than the log takes is refused by its exact size', async (t) => {
  const { to, meta, parts } = frame
  const size = encodeFrame(frame).length
  checkFrameSize(size, to, meta, parts)
  t.throws(() => checkFrameSize(size - 1, to, meta, parts), FrameTooLargeError)
})

t.test('a frame without meta and parts', async (t) => {
  const decoded = new DecodedFrame(encodeFrame({ ...frame, meta: undefined, parts: [] }))
  t.equal(decoded.meta, null)
  t.same(decoded.parts, [])
})

t.test('bytes that are no frame throw, whatever part is missing', async (t) => {
  const bytes = encodeFrame(frame)
  for (let length = 0; length < bytes.length - 4; length += 7) {
    t.throws(() => new DecodedFrame(bytes.subarray(0, length)).parts, `${length} of ${bytes.length} bytes`)
  }
})
