import { mediansOf, type Samples } from './samples.ts'

/** What this adapter should reach. */
export interface Target {
  what: string
  /** Undefined when it was not measured. */
  value (samples: Samples): number | undefined
  atMost?: number
  atLeast?: number
}

/** A quotient of one measure of two peers, in one run. */
function ratio (scenario: string, measure: string, ours: string, theirs: string, floor = ''): Target['value'] {
  return samples => {
    const of = (peer: string): number => mediansOf(samples, scenario, peer)[measure] ?? NaN
    const base = floor ? of(floor) : 0
    const value = (of(ours) - base) / (of(theirs) - base)
    return Number.isNaN(value) ? undefined : value
  }
}

export const targets: readonly Target[] = [
  { what: 'Highest rate on 200 classes, of redis-streams, both with recovery', value: ratio('classes', 'rate', 'kafka-recovery', 'streams-recovery'), atLeast: 1.5 },
  { what: 'Highest rate in bursts, of redis-streams, both with recovery', value: ratio('bursts', 'rate', 'kafka-recovery', 'streams-recovery'), atLeast: 4 },
  {
    what: 'CPU of the emitter beyond in memory at 1,000/s, with recovery, of redis',
    value: ratio('steady', 'emitter 1000', 'kafka-recovery', 'redis', 'memory'),
    atMost: 1
  },
  {
    what: 'CPU of the emitter beyond in memory at 300/s, with recovery, of redis',
    value: ratio('steady', 'emitter 300', 'kafka-recovery', 'redis', 'memory'),
    atMost: 1.2
  },
  { what: 'p50 to clients of other pods at 50/s, with recovery, of bare kafkajs', value: ratio('steady', 'p50 50', 'kafka-recovery', 'bare'), atMost: 1.3 },
  { what: 'CPU of a pod with 10,000 idle namespaces, with recovery, % of a core', value: samples => mediansOf(samples, 'idle', 'kafka-recovery').many, atMost: 0.6 }
]

export function isMet ({ atMost = Infinity, atLeast = -Infinity }: Target, value: number): boolean {
  return value <= atMost && value >= atLeast
}
