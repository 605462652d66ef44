import type { PupilSnapshot } from '../../../../server/protocol/class-snapshot.ts'
import type { SignalNotice } from '../../../../server/protocol/signal.ts'
import t from 'tap'
import { queueOf, quiet, signalEvents, signalsOf } from '../../../src/features/signals/state.ts'

t.test('a person waits once, in the order of the first call', async t => {
  const hands = [{ uid: 'b', kind: 'hand', at: 1 }, { uid: 'a', kind: 'help', at: 2 }, { uid: 'b', kind: 'help', at: 3 }]
  const queue = queueOf(signalEvents.signal(quiet, { hands } as SignalNotice))
  t.strictSame([...queue], [['b', { place: 1, hand: true, help: true }], ['a', { place: 2, hand: false, help: true }]])
})

t.test('an own hand is still up after a reload', async t => {
  t.match(signalsOf({ ...quiet, pace: 'slow' }, { me: { hand: true, help: false } } as PupilSnapshot), { hand: true, help: false, pace: 'slow', all: undefined })
})
