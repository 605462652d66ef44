import { setTimeout as sleep } from 'node:timers/promises'
import { KafkaAdapterError, LogUnavailableError, NodeClosedError } from '../errors.ts'

const FIRST_DELAY = 50
const FACTOR = 1.5
const LONGEST_DELAY = 500

/** How long to wait after the n-th failure in a row (from 1), in ms: short at first, never long, and not the same for all nodes. */
export function backoff (failures: number): number {
  return Math.min(FIRST_DELAY * FACTOR ** (failures - 1), LONGEST_DELAY) * (0.8 + 0.4 * Math.random())
}

/**
 * Repeats `attempt` until it succeeds.
 * @param timeout - how long to go on, in ms
 * @throws {NodeClosedError} when `signal` says so
 * @throws {LogUnavailableError} when the time is over, or the error says that it will not go away by itself
 */
export async function retry<T> (attempt: () => Promise<T>, timeout: number, signal: AbortSignal): Promise<T> {
  const deadline = Date.now() + timeout
  for (let failures = 1; ; failures++) {
    if (signal.aborted) throw new NodeClosedError('the log is closed')
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof KafkaAdapterError && !error.retryable) throw error
      const delay = backoff(failures)
      if (isFinal(error) || Date.now() + delay > deadline) throw unavailable(error)
      await sleep(delay, undefined, { signal }).catch(() => {})
    }
  }
}

/** kafkajs marks what a repetition cannot cure, like a wrong password. */
function isFinal (error: unknown): boolean {
  return error instanceof Error && 'retriable' in error && error.retriable === false
}

/** The error for the caller, with what the broker or the network said. */
export function unavailable (error: unknown): LogUnavailableError {
  if (error instanceof LogUnavailableError) return error
  return new LogUnavailableError(`Kafka does not answer: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
}
