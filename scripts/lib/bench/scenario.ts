import { type PeerName } from './peers.ts'
import { type Measures } from './samples.ts'
import { type Servers } from './servers.ts'

export interface Context {
  servers: Servers
  /** Measure a short time, for a first impression. */
  quick: boolean
  /** What the same peer has reached before: medians. */
  before: Measures
}

/** A table to read: its columns are measures, by name, with their headings. */
export interface Table {
  title: string
  about: string
  columns: Readonly<Record<string, string>>
}

/** Something that is done with each peer in turn. */
export interface Scenario {
  peers: readonly PeerName[]
  tables: readonly Table[]
  /** How often it is repeated at most: some take long. */
  most?: number
  /** Does it once. */
  measure (context: Context, peer: PeerName): Promise<Measures>
}
