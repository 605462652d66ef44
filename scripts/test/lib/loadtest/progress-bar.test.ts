import t from 'tap'
import { progressBar } from '../../../lib/loadtest/progress-bar.ts'

function draw (isTTY: boolean, parts: number[]): string {
  let written = ''
  const progress = progressBar({ isTTY, write: text => { written += text } })
  for (const part of parts) progress({ phase: 'sending', part })
  return written
}

t.test('draws on a terminal only, and not more often than an eye can see', async t => {
  t.equal(draw(false, [0.5]), '')
  t.equal(draw(true, [0.5]), `\rsending   [${'='.repeat(20)}${' '.repeat(20)}]`)
  t.equal(draw(true, [0, 0.1, 1]), `\rsending   [${' '.repeat(40)}]`)
})
