/** How far a line may be moved without anybody seeing it, in units of the board. */
const invisible = 6
/** How much a percent of pressure changes of a line, in units of the board. */
const percent = 0.6

/** points: x and y in turn. pressures: of each point, where they are known. */
export interface Line { points: readonly number[], pressures?: readonly number[] }

/**
 * A line with fewer points that looks the same (Ramer, Douglas and Peucker): a point stays when it is further than the tolerance from
 * the line between the points that stay around it, or as much thicker or thinner.
 * @param tolerance - in units of the board
 */
export function simplify ({ points, pressures }: Line, tolerance = invisible): Line {
  const kept = keptIn({ points, ...pressures && { pressures } }, tolerance)
  return { points: kept.flatMap((index) => [points[index * 2]!, points[index * 2 + 1]!]), ...pressures && { pressures: kept.map((index) => pressures[index]!) } }
}

function keptIn (line: Line, tolerance: number): number[] {
  const last = line.points.length / 2 - 1
  if (last < 2) return Array.from({ length: last + 1 }, (_, index) => index)
  const kept = new Set([0, last])
  const spans: Array<[from: number, to: number]> = [[0, last]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    const far = farthest(line, from, to, tolerance)
    if (far === undefined) continue
    kept.add(far)
    spans.push([from, far], [far, to])
  }
  return [...kept].sort((a, b) => a - b)
}

function farthest (line: Line, from: number, to: number, tolerance: number): number | undefined {
  let [found, most]: [number | undefined, number] = [undefined, tolerance ** 2]
  for (let index = from + 1; index < to; index++) {
    const distance = squareDistance(line, index, from, to)
    if (distance > most) [found, most] = [index, distance]
  }
  return found
}

/** Squares need no roots, which not every machine would have to round alike. */
function squareDistance ({ points, pressures }: Line, index: number, from: number, to: number): number {
  const [x1, y1, x, y] = [points[from * 2]!, points[from * 2 + 1]!, points[index * 2]!, points[index * 2 + 1]!]
  const [dx, dy] = [points[to * 2]! - x1, points[to * 2 + 1]! - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / length, 0), 1)
  const [first, last, own] = pressures ? [pressures[from]!, pressures[to]!, pressures[index]!] : [0, 0, 0]
  const thicker = (own - first - along * (last - first)) * percent
  return (x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2 + thicker ** 2
}
