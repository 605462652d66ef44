import t from 'tap'
import { findHighest } from '../../../lib/bench/scenarios/capacity.ts'

t.test('the highest rate that holds is found from below and from above', async t => {
  for (const first of [100, 500, 4_000]) {
    const found = await findHighest(async rate => rate <= 1_000, first, 6)
    t.ok(found <= 1_000 && found > 980, `from ${first} on: ${found}`)
  }
})

t.test('0 when nothing holds; an end when everything does', async t => {
  t.equal(await findHighest(async () => false, 500, 3), 0)
  t.ok(await findHighest(async () => true, 500, 3) > 10_000)
})
