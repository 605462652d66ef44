import { type Quantiles } from './measures.ts'
import { type Result } from './run.ts'

/** Whether everything that was sent came to everybody, once and in one order; a test that delivered nothing says nothing. */
export function isFlawless ({ delivered, lost, doubled, outOfOrder, disagreements }: Result): boolean {
  return delivered > 0 && lost + doubled + outOfOrder + disagreements === 0
}

/** The result as a table to read. */
export function toTable (result: Result, duration: number): string {
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format
  const times = ({ count, p50, p99, max }: Quantiles): string[] => [number(count), ...count ? [p50, p99, max].map(number) : ['-', '-', '-']]
  const rate = (count: number): string[] => [number(count), `${number(count / duration)} per s`]
  const rows = [
    ['', 'count', 'p50 ms', 'p99 ms', 'max ms'],
    ['connected', ...times(result.connect)],
    ['delivered', ...times(result.delivery)],
    ['caught up with', ...times(result.caughtUp)],
    ['reconnected', ...times(result.reconnect)],
    ['  where they were', number(result.recovered)],
    [],
    ['messages sent', ...rate(result.sent)],
    ['  refused', number(result.refused)],
    ['  unanswered', number(result.unanswered)],
    ['deliveries', ...rate(result.delivered)],
    ['  expected', number(result.expected)],
    ['  lost', number(result.lost)],
    ['  doubled', number(result.doubled)],
    ['  out of order', number(result.outOfOrder)],
    ['  in different orders', number(result.disagreements)]
  ]
  return rows.map(([name = '', ...cells]) => (name.padEnd(22) + cells.map(cell => cell.padStart(12)).join('')).trimEnd()).join('\n')
}
