import { type Progress } from './run.ts'

const WIDTH = 40
const INTERVAL = 100

/** Draws how far a load test is, on a terminal. */
export function progressBar (out: { isTTY?: boolean, write: (text: string) => unknown }): (progress: Progress) => void {
  let drawnAt = -Infinity
  return ({ phase, part }) => {
    if (!out.isTTY || performance.now() - drawnAt < INTERVAL) return
    drawnAt = performance.now()
    const done = Math.round(Math.min(part, 1) * WIDTH)
    out.write(`\r${phase.padEnd(9)} [${'='.repeat(done)}${' '.repeat(WIDTH - done)}]`)
  }
}
