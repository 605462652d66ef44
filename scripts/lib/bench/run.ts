import { type Peer, type PeerName, peers } from './peers.ts'
import { addSample, mediansOf, type Samples } from './samples.ts'
import { type Scenario } from './scenario.ts'
import { type Servers } from './servers.ts'

export interface RunOptions {
  servers: Servers
  scenarios: Readonly<Record<string, Scenario>>
  repeat: number
  quick: boolean
  /** What was measured is added here. */
  samples: Samples
  /** Told what is being done. */
  log (line: string): void
}

/** A quick run goes without them. */
const VARIANTS: readonly PeerName[] = ['kafka', 'streams', 'cluster']

/** Repetitions go through all peers in turn, so that a change of the machine's mood touches all alike. */
export async function runScenarios ({ servers, scenarios, repeat, quick, samples, log }: RunOptions): Promise<void> {
  const isWanted = (peer: PeerName): boolean => isAvailable(peer, servers) && !(quick && VARIANTS.includes(peer))
  const parts = Object.entries(scenarios).flatMap(([name, scenario]) =>
    Array.from({ length: Math.min(repeat, scenario.most ?? repeat) }, () => scenario.peers.filter(isWanted).map(peer => ({ name, scenario, peer }))).flat())
  for (const [i, { name, scenario, peer }] of parts.entries()) {
    const begin = performance.now()
    const measures = await scenario.measure({ servers, quick, before: mediansOf(samples, name, peer) }, peer)
    addSample(samples, name, peer, measures)
    const values = Object.entries(measures).map(([measure, value]) => `${measure} ${Number(value.toPrecision(3))}`)
    log(`${i + 1}/${parts.length} ${name}: ${peer}: ${values.join(', ')} (${Math.round((performance.now() - begin) / 1000)} s)`)
  }
}

function isAvailable (name: PeerName, { addresses }: Servers): boolean {
  const { needs }: Peer = peers[name]
  return needs === undefined || addresses[needs] !== undefined
}
