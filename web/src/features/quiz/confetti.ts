/** A piece of paper: where it begins and how it falls, in shares of the window and of the whole time. */
export interface Piece { x: number, drift: number, delay: number, turns: number, size: number, look: number }

const looks = 4
/** How long the last piece may take, in ms. */
export const fallMs = 3200
const latest = 0.35

/** @param random a number from 0 to 1, each time another */
export function scatter (count: number, random: () => number): Piece[] {
  return Array.from({ length: count }, (_, index) => ({
    x: random(), drift: random() * 0.3 - 0.15, delay: random() * latest, turns: random() * 6 - 3, size: 7 + random() * 8, look: index % looks
  }))
}

/** Where a piece is after a share of the whole time; undefined before it falls. From -0.05, above the window, to 1.05, below it. */
export function placeOf ({ x, drift, delay, turns }: Piece, share: number): { x: number, y: number, angle: number } | undefined {
  const part = (share - delay) / (1 - latest)
  if (part < 0) return undefined
  return { x: x + drift * part + 0.015 * Math.sin(part * 12), y: -0.05 + 1.1 * part ** 1.4, angle: turns * part * Math.PI }
}
