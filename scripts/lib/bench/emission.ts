import { setTimeout as sleep } from 'node:timers/promises'

export interface Rate {
  /** Messages per second. */
  rate: number
  /** In s. */
  seconds: number
  /** How many are sent at once. */
  burst: number
}

/**
 * Sends at a constant rate, and catches up when it was held up.
 * @param send - told the number of the burst it belongs to
 * @returns how many were sent: always all
 */
export async function sendAtRate ({ rate, seconds, burst }: Rate, send: (burst: number) => void): Promise<number> {
  const begin = performance.now()
  const total = Math.round(rate * seconds / burst)
  for (let done = 0; done < total;) {
    const elapsed = performance.now() - begin
    const due = Math.min(total, Math.floor(elapsed * rate / burst / 1000) + 1)
    for (; done < due; done++) {
      for (let i = 0; i < burst; i++) send(done)
    }
    await sleep(done * burst * 1000 / rate - elapsed)
  }
  await sleep(begin + seconds * 1000 - performance.now())
  return total * burst
}

/** The time in microseconds, by a clock that all processes of the machine share. */
export function micros (): number {
  return Number(process.hrtime.bigint() / 1000n)
}

/** What clients are sent: the number of the pod, the time, and a text. */
export const EVENT = 'm'

/** What a message carries besides its origin and time: about as much as an answer to a quiz. */
export const TEXT = 'x'.repeat(100)
