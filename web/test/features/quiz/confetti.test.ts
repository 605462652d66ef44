import t from 'tap'
import { placeOf, scatter } from '../../../src/features/quiz/confetti.ts'

t.test('every piece begins above the window and ends below it, in time', async t => {
  let seed = 1
  const pieces = scatter(200, () => (seed = seed * 16_807 % 2_147_483_647) / 2_147_483_647)
  for (const piece of pieces) {
    const seen = Array.from({ length: 101 }, (_, index) => placeOf(piece, index / 100)).filter(place => place !== undefined)
    t.ok(seen[0]!.y < 0 && seen.at(-1)!.y > 1, 'from end to end')
    t.ok(seen.every(({ y }, index) => index === 0 || y >= seen[index - 1]!.y), 'downwards')
  }
  t.equal(new Set(pieces.map(({ look }) => look)).size, 4)
  t.equal(placeOf({ ...pieces[0]!, delay: 0.2 }, 0.1), undefined, 'it does not fall yet')
})
