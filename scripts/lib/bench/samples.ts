/** What was measured once, by name. */
export type Measures = Record<string, number>

/** All that was measured, by scenario, peer and measure. */
export type Samples = Record<string, Record<string, Record<string, number[]>>>

export function addSample (samples: Samples, scenario: string, peer: string, measures: Measures): void {
  const ofPeer = (samples[scenario] ??= {})[peer] ??= {}
  for (const [name, value] of Object.entries(measures)) (ofPeer[name] ??= []).push(value)
}

/** The medians of a peer. */
export function mediansOf (samples: Samples, scenario: string, peer: string): Measures {
  return Object.fromEntries(Object.entries(samples[scenario]?.[peer] ?? {}).map(([name, values]) => [name, median(values)]))
}

export function median (values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
