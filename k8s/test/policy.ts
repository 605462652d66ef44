import { type Manifest } from './manifests.ts'

/** A rule about rendered manifests that no schema knows. */
export interface Policy {
  /** The rule as a sentence. */
  name: string
  /** One sentence for each place that breaks the rule. */
  check: (manifests: Manifest[]) => Iterable<string>
  /** Ways to break the rule in manifests that keep it: the proof that `check` can fail. */
  spoil: ((manifests: Manifest[]) => void)[]
}
