import { type Peer, type PeerName, peers } from './peers.ts'
import { mediansOf, median, type Samples } from './samples.ts'
import { type Scenario, type Table } from './scenario.ts'
import { isMet, targets } from './targets.ts'

const BASE: PeerName = 'kafka-recovery'

/** The tables of all that was measured, in Markdown. */
export function toMarkdown (scenarios: Readonly<Record<string, Scenario>>, samples: Samples): string {
  const measured = Object.entries(scenarios).filter(([name]) => samples[name])
  const tables = measured.flatMap(([name, scenario]) => scenario.tables.map(table => toTable(name, scenario, table, samples)))
  return [toTargets(samples), ...tables].join('\n\n')
}

function toTable (name: string, scenario: Scenario, { title, about, columns }: Table, samples: Samples): string {
  const base = mediansOf(samples, name, BASE)
  const rows = scenario.peers.map(peer => {
    const cells = Object.keys(columns).map(column => toCell(samples[name]?.[peer]?.[column], peer === BASE ? undefined : base[column]))
    return cells.some(cell => cell !== '-') ? [(peers[peer] satisfies Peer).label, ...cells] : undefined
  })
  const times = Math.max(...Object.values(samples[name]!).flatMap(measures => Object.values(measures).map(({ length }) => length)))
  return `### ${title}\n\n${about} ${times > 1 ? `Medians of ${times}` : 'Measured once'}.\n\n${toRows(['', ...Object.values(columns)], rows.filter(row => row !== undefined))}`
}

/** Median, range, and how many times that of this adapter it is. */
function toCell (values: readonly number[] | undefined, base: number | undefined): string {
  if (!values) return '-'
  const range = values.length > 1 ? ` (${short(Math.min(...values))} to ${short(Math.max(...values))})` : ''
  const times = base ? ` ×${short(median(values) / base)}` : ''
  return `${short(median(values))}${range}${times}`
}

function toTargets (samples: Samples): string {
  const rows = targets.map(target => {
    const value = target.value(samples)
    const limit = target.atMost === undefined ? `at least ${target.atLeast}` : `at most ${target.atMost}`
    return [target.what, limit, value === undefined ? '-' : short(value), value === undefined ? 'not measured' : isMet(target, value) ? 'met' : 'missed']
  })
  return `### Targets\n\n${toRows(['', 'Target', 'Measured', ''], rows)}`
}

function toRows (head: readonly string[], rows: readonly string[][]): string {
  return [head, head.map((_, i) => i === 0 ? '---' : '---:'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
}

/** Three digits are more than the noise leaves. */
function short (value: number): string {
  return new Intl.NumberFormat('en', Math.abs(value) < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }).format(value)
}
