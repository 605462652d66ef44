import { createHistogram } from 'node:perf_hooks'

/** Of many durations, in ms. */
export interface Quantiles {
  count: number
  p50: number
  p99: number
  max: number
}

/** Durations, with an error of at most 0.1 % however many there are. */
export class Durations {
  readonly #histogram = createHistogram()

  add (ms: number): void {
    this.#histogram.record(Math.max(1, Math.round(ms * 1000)))
  }

  get quantiles (): Quantiles {
    const { count } = this.#histogram
    const ms = (microseconds: number): number => count ? microseconds / 1000 : 0
    return { count, p50: ms(this.#histogram.percentile(50)), p99: ms(this.#histogram.percentile(99)), max: ms(this.#histogram.max) }
  }
}

/** What is counted and timed while a load test runs. */
export class Measures {
  /** From the join over HTTP to taking part. */
  readonly connect = new Durations()
  /** From sending to each receiver. */
  readonly delivery = new Durations()
  /** The same where the receiver's link was down in between. */
  readonly caughtUp = new Durations()
  /** From the break of a link to taking part again. */
  readonly reconnect = new Durations()
  /** How many of those who came back went on where they were. */
  recovered = 0
  sent = 0
  /** Sent, but the server said no. */
  refused = 0
  /** Sent, but the server did not say whether it took it, since the link broke. */
  unanswered = 0

  /** Somebody takes part again. */
  back (ms: number, recovered: boolean): void {
    this.reconnect.add(ms)
    if (recovered) this.recovered++
  }
}
