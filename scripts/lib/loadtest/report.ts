import { type Quantiles } from './measures.ts'
import { type Result } from './run.ts'

/** Whether everything that was sent came to everybody, once and in one order; a test that delivered nothing says nothing. */
export function isFlawless ({ delivered, lost, doubled, outOfOrder, disagreements }: Result): boolean {
  return delivered > 0 && lost + doubled + outOfOrder + disagreements === 0
}

/** The result as a table to read. */
export function toTable (result: Result): string {
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format
  const times = ({ count, p50, p99, max }: Quantiles): string[] => [number(count), ...count ? [p50, p99, max].map(number) : ['-', '-', '-']]
  const rows = [
    ['', 'count', 'p50 ms', 'p99 ms', 'max ms'],
    ['connect', ...times(result.connect)],
    ['delivery', ...times(result.delivery)],
    ['catch up', ...times(result.caughtUp)],
    ['reconnect', ...times(result.reconnect)],
    ['  recovered', number(result.recovered)],
    [],
    ['messages sent', number(result.sent), `${number(result.sentPerSecond)} per s`],
    ['  refused', number(result.refused)],
    ['  unanswered', number(result.unanswered)],
    ['deliveries', number(result.delivered), `${number(result.deliveredPerSecond)} per s`],
    ['  expected', number(result.expected)],
    ['  lost', number(result.lost)],
    ['  doubled', number(result.doubled)],
    ['  out of order', number(result.outOfOrder)],
    ['  in different orders', number(result.disagreements)]
  ]
  return rows.map(([name = '', ...cells]) => (name.padEnd(22) + cells.map(cell => cell.padStart(12)).join('')).trimEnd()).join('\n')
}
