/** How many assertions passed, failed and were skipped or left for later. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
}

/**
 * Reads tap's own count at the end of its TAP output.
 * @param exitCode - Of tap. When it is not 0, or there is no count, at least one failure is counted.
 */
export function readTally (report: string, exitCode: number): Tally {
  const line = /^# \{ total: .*\}$/gm.exec(report)?.[0] ?? ''
  const count = (name: string): number => Number(new RegExp(` ${name}: (\\d+)`).exec(line)?.[1] ?? 0)
  const atLeast = exitCode !== 0 || line === '' ? 1 : 0
  return { passed: count('pass'), failed: Math.max(count('fail'), atLeast), skipped: count('skip') + count('todo') }
}

/** The closing line of a run. */
export function tallyLine ({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}
