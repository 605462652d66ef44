import fc from 'fast-check'
import t from 'tap'
import { simplify as simplifyLine } from '../../../src/classroom/board/simplify.ts'

const simplify = (points: number[]) => simplifyLine({ points }).points

t.test('points on a line go, corners stay', async (t) => {
  t.same(simplify([0, 0, 10, 1, 20, 0, 30, 0]), [0, 0, 30, 0])
  t.same(simplify([0, 0, 100, 0, 100, 100]), [0, 0, 100, 0, 100, 100])
  t.same(simplify([5, 5]), [5, 5])
  t.same(simplify([]), [])
  t.same(simplify([0, 0, 50, 50, 0, 0]), [0, 0, 50, 50, 0, 0], 'there and back')
})

t.test('where the pen was pressed differently, a straight line keeps its points', async (t) => {
  const points = [0, 0, 100, 0, 200, 0, 300, 0]
  t.same(simplifyLine({ points, pressures: [20, 21, 19, 20] }), { points: [0, 0, 300, 0], pressures: [20, 20] })
  t.same(simplifyLine({ points, pressures: [20, 40, 60, 80] }), { points: [0, 0, 300, 0], pressures: [20, 80] }, 'evenly more')
  t.same(simplifyLine({ points, pressures: [20, 20, 90, 20] }), { points: [0, 0, 100, 0, 200, 0, 300, 0], pressures: [20, 20, 90, 20] })
})

t.test('the ends stay, no point is new, and none was further away than can be seen', async () => {
  const line = fc.array(fc.tuple(fc.nat(300), fc.nat(300)), { minLength: 2, maxLength: 40 })
  fc.assert(fc.property(line, (points) => {
    const simple = simplify(points.flat())
    const kept = Array.from({ length: simple.length / 2 }, (_, index) => [simple[index * 2]!, simple[index * 2 + 1]!] as const)
    const isOf = kept.every(([x, y]) => points.some((point) => point[0] === x && point[1] === y))
    const ends = [kept[0], kept.at(-1)].join() === [points[0], points.at(-1)].join()
    const near = points.every((point) => kept.slice(1).some((to, index) => distance(point, kept[index]!, to) <= 6.001))
    return isOf && ends && near
  }))
})

/** From a point to a segment, by trying points along it. */
function distance ([x, y]: readonly [number, number], [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  const steps = Array.from({ length: 2_001 }, (_, index) => index / 2_000)
  return Math.min(...steps.map((part) => Math.hypot(x1 + (x2 - x1) * part - x, y1 + (y2 - y1) * part - y))) - 0.2
}
