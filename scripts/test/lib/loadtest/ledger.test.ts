import t from 'tap'
import { Ledger } from '../../../lib/loadtest/ledger.ts'

/** Three members; messages 0 of member 0, 1 of member 1 and 2 of member 0 are confirmed. */
function ledger (): Ledger {
  const made = new Ledger(3)
  for (const sender of [0, 1, 0]) made.confirm(made.send(sender, 10 * sender))
  return made
}

const receive = (ledger: Ledger, deliveries: Array<[member: number, id: number]>): void => {
  for (const [member, id] of deliveries) ledger.receive(member, id)
}

t.test('everybody but the sender got everything, once and in one order', async t => {
  const all = ledger()
  t.notOk(all.isComplete)
  receive(all, [[1, 0], [2, 0], [0, 1], [2, 1], [1, 2], [2, 2]])
  t.ok(all.isComplete)
  t.same(all.tally(), { expected: 6, delivered: 6, lost: 0, doubled: 0, outOfOrder: 0, disagreements: 0 })
})

t.test('it knows when a message was sent, unless the member should not have got it', async t => {
  const one = ledger()
  t.equal(one.receive(2, 1), 10)
  t.equal(one.receive(2, 1), undefined)
  t.equal(one.receive(1, 1), undefined)
  t.throws(() => one.receive(0, 3), RangeError)
})

t.test('a confirmed message that somebody did not get is lost', async t => {
  const some = ledger()
  receive(some, [[1, 0], [2, 0], [0, 1], [1, 2]])
  t.match(some.tally(), { expected: 6, delivered: 4, lost: 2 })
})

t.test('a message that was not confirmed comes to all or to nobody', async t => {
  const one = new Ledger(3)
  const id = one.send(0, 0)
  t.match(one.tally(), { expected: 0, lost: 0 })
  one.receive(1, id)
  t.match(one.tally(), { expected: 2, lost: 1 })
})

t.test('doubles and echoes', async t => {
  const some = ledger()
  receive(some, [[1, 0], [1, 0], [0, 0]])
  t.match(some.tally(), { delivered: 1, doubled: 2 })
})

t.test('an earlier message of the same sender comes later', async t => {
  const some = ledger()
  receive(some, [[1, 2], [1, 0], [2, 2], [2, 0]])
  t.match(some.tally(), { outOfOrder: 2, disagreements: 0 })
})

t.test('two members see different orders of different senders', async t => {
  const some = new Ledger(4)
  for (const sender of [0, 1]) some.confirm(some.send(sender, 0))
  receive(some, [[2, 0], [2, 1], [3, 1], [3, 0]])
  t.match(some.tally(), { outOfOrder: 0, disagreements: 1 })
})
