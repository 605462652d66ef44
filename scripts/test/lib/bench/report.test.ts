import t from 'tap'
import { toMarkdown } from '../../../lib/bench/report.ts'
import { addSample, mediansOf, type Samples } from '../../../lib/bench/samples.ts'
import { scenarios } from '../../../lib/bench/scenarios/index.ts'

t.test('medians, ranges, quotients, and which targets are met', t => {
  const samples: Samples = {}
  for (const rate of [3_000, 1_000, 2_000]) addSample(samples, 'classes', 'kafka-recovery', { rate })
  addSample(samples, 'classes', 'streams-recovery', { rate: 1_000 })
  t.same(mediansOf(samples, 'classes', 'kafka-recovery'), { rate: 2_000 })

  const text = toMarkdown(scenarios, samples)
  t.match(text, '| Highest rate on 200 classes, of redis-streams, both with recovery | at least 1.5 | 2 | met |')
  t.match(text, '| This adapter, with recovery | 2,000 (1,000 to 3,000) |')
  t.match(text, '| redis-streams, with recovery | 1,000 ×0.5 |')
  t.match(text, /10,000 idle namespaces.*not measured/)
  t.notMatch(text, 'CPU time per broadcast', 'what was not measured has no table')
  t.end()
})

t.test('a target that is not reached is called missed', t => {
  const samples: Samples = {}
  addSample(samples, 'idle', 'kafka-recovery', { many: 0.7 })
  t.match(toMarkdown(scenarios, samples), /10,000 idle namespaces.*at most 0\.6 \| 0\.7 \| missed/)
  t.end()
})
