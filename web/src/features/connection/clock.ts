/** One exchange: sent and received by this clock (t0, t3), received and sent by the server's (t1, t2); all in ms. */
export interface Exchange { t0: number, t1: number, t2: number, t3: number }

/** How far the server's clock is ahead (negative: behind), and how long the way there and back took, in ms. */
export interface Sample { offset: number, rtt: number }

const keep = 10
const jitter = 5

export function sampleOf ({ t0, t1, t2, t3 }: Exchange): Sample {
  return { offset: ((t1 - t0) + (t2 - t3)) / 2, rtt: Math.max(0, (t3 - t0) - (t2 - t1)) }
}

/** The latest samples; those that cannot be true together with the newest (this device's clock was set) are dropped. */
export function withSample (samples: readonly Sample[], newest: Sample): Sample[] {
  const possible = samples.filter(({ offset, rtt }) => Math.abs(offset - newest.offset) <= (rtt + newest.rtt) / 2 + jitter)
  return [...possible, newest].slice(-keep)
}

/** The offset to use: that of the shortest exchange, whose error is at most half its rtt. */
export function bestOffset (samples: readonly Sample[]): number {
  return samples.reduce<Sample>((best, sample) => sample.rtt < best.rtt ? sample : best, { offset: 0, rtt: Infinity }).offset
}
