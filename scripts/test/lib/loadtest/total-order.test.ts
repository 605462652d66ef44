import t from 'tap'
import { countDisagreements } from '../../../lib/loadtest/total-order.ts'

t.test('one order for all, though nobody saw every message', async t => {
  t.equal(countDisagreements([], 0), 0)
  t.equal(countDisagreements([[0, 1, 2, 3]], 5), 0)
  // The order is 4 2 0 3 1; each receiver misses its own message.
  t.equal(countDisagreements([[4, 2, 0, 3], [2, 0, 3, 1], [4, 0, 3, 1], [4, 2, 0, 1], [4, 2, 3, 1]], 5), 0)
})

t.test('two receivers disagree', async t => {
  t.equal(countDisagreements([[0, 1], [1, 0]], 2), 1)
  t.equal(countDisagreements([[0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 2, 3]], 4), 1)
})

t.test('no two receivers disagree, but all together do', async t => {
  t.equal(countDisagreements([[0, 1], [1, 2], [2, 0]], 3), 1)
  t.equal(countDisagreements([[5, 0, 1], [1, 2, 4], [2, 0, 3]], 6), 1)
})

t.test('random orders: none is wrong without a swap, each is with one', async t => {
  const receivers = 8
  const runs = Array.from({ length: 200 }, (_, run) => {
    const order = Array.from({ length: 30 }, (_, i) => i).sort(() => Math.random() - 0.5)
    // Message m was sent by receiver m % receivers, who does not get it back.
    const sequences = Array.from({ length: receivers }, (_, member) => order.filter(message => message % receivers !== member))
    const right = countDisagreements(sequences, 30)

    const swapped = sequences[run % receivers]!
    const at = run % (swapped.length - 1)
    swapped.splice(at, 2, swapped[at + 1]!, swapped[at]!)
    return { right, wrong: countDisagreements(sequences, 30) }
  })
  t.equal(runs.filter(({ right }) => right === 0).length, 200)
  t.equal(runs.filter(({ wrong }) => wrong > 0).length, 200)
})
