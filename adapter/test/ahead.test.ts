import t from 'tap'
import { AheadSockets, isAhead } from '../src/ahead.ts'
import { DecodedFrame, encodeFrame, FrameType } from '../src/frame.ts'

const [one, other] = ['0123456789abcdef', 'fedcba9876543210']
const broadcast = (from: string, seq: number, type: FrameType = FrameType.BROADCAST) =>
  new DecodedFrame(encodeFrame({ type, from, asOf: 0, to: '/', meta: { seq }, parts: [] }))

t.test('what was received of a node is everything up to a number', async (t) => {
  const received = [{ node: one, seq: 5 }, { node: other, seq: 2 }]
  t.equal(isAhead(received, broadcast(one, 5)), true)
  t.equal(isAhead(received, broadcast(one, 6)), false)
  t.equal(isAhead(received, broadcast(other, 3)), false)
  t.equal(isAhead(received, broadcast(one, 1, FrameType.COMMAND)), false, 'commands have numbers of their own')
  t.equal(isAhead([], broadcast(one, 1)), false)
})

t.test('sockets have it until the node goes on, or until they end', async (t) => {
  const sockets = new AheadSockets()
  t.same(sockets.of(broadcast(one, 1)), [])
  sockets.add('a', [{ node: one, seq: 2 }])
  sockets.add('b', [{ node: one, seq: 3 }, { node: other, seq: 1 }])
  t.same(sockets.of(broadcast(one, 2)), ['a', 'b'])
  t.same(sockets.of(broadcast(one, 3)), ['b'])
  t.same(sockets.of(broadcast(one, 2)), ['b'], 'forgotten: the node has gone on')
  t.same(sockets.of(broadcast(other, 1)), ['b'])
  sockets.delete('b')
  t.same(sockets.of(broadcast(one, 3)), [])
  t.same(sockets.of(broadcast(other, 1)), [])
})
