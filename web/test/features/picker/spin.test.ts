import t from 'tap'
import { cardAt, partPath, progressAt, turnAt } from '../../../src/features/picker/spin.ts'

t.test('the clock of the class alone says how far it is', async t => {
  const spin = { startsAt: 1000, ms: 200 }
  t.strictSame([900, 1000, 1100, 1200, 9999].map(now => progressAt(now, spin)), [0, 0, 0.5, 1, 1])
})

t.test('the wheel ends with the winner at the top, after some turns', async t => {
  for (const [winner, count] of [[0, 4], [3, 4], [0, 1], [29, 30]] as const) {
    const end = turnAt(1, winner, count) + winner * 360 / count
    t.equal(Math.round(end) % 360, 0, `${winner} of ${count}`)
    t.ok(end > 720)
    t.equal(turnAt(0, winner, count), 0)
  }
})

t.test('the cards end with the winner, and are always one of the candidates', async t => {
  for (const progress of [0, 0.2, 0.7, 0.99]) t.ok(cardAt(progress, 2, 5) >= 0 && cardAt(progress, 2, 5) < 5)
  t.strictSame([cardAt(1, 2, 5), cardAt(1, 0, 1), cardAt(1, 29, 30)], [2, 0, 29])
})

t.test('a wheel of one is a whole disc', async t => {
  t.match(partPath(0, 1, 96), /^M0 -96A/)
  t.equal(partPath(0, 4, 100), 'M0 0L-70.71 -70.71A100 100 0 0 1 70.71 -70.71Z')
})
