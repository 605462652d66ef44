import fc from 'fast-check'
import t from 'tap'
import { random, shuffle } from '../../src/classroom/random.ts'

const seed = fc.integer({ min: 0, max: 0xffff_ffff })

t.test('the same seed gives the same numbers, from 0 to below 1', async () => {
  fc.assert(fc.property(seed, (seed) => {
    const [one, other] = [random(seed), random(seed)]
    return Array.from({ length: 20 }).every(() => {
      const number = one()
      return number === other() && number >= 0 && number < 1
    })
  }))
})

t.test('a shuffle keeps every item', async () => {
  fc.assert(fc.property(fc.array(fc.nat()), seed, (items, seed) => {
    const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b).join()
    return sorted(shuffle(items, seed)) === sorted(items)
  }))
})

t.test('every item comes first about as often', async (t) => {
  const firsts = [0, 0, 0, 0, 0]
  for (let seed = 0; seed < 10_000; seed++) firsts[shuffle([0, 1, 2, 3, 4], seed * 2654435761 % 2 ** 32)[0]!]!++
  t.ok(firsts.every((times) => times > 1_800 && times < 2_200), `${firsts}`)
})
