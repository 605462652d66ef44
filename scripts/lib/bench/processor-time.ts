import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second for programs, whatever it does inside. */
const MICROS_PER_TICK = 10_000
const USER_FIELD = 11

/** CPU time that processes have taken since they started, in microseconds. 0 where the system does not tell it as Linux does. */
export function processorTime (pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + timeOf(pid), 0)
}

function timeOf (pid: number): number {
  try {
    // The name, in brackets, may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return (Number(fields[USER_FIELD]) + Number(fields[USER_FIELD + 1])) * MICROS_PER_TICK
  } catch {
    return 0
  }
}
