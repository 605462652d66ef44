import t from 'tap'
import { isRunning, leftOf, noiseWord, noWidgets, shownBy, shownOf, widgetEvents } from '../../../src/features/widgets/state.ts'

const head = { v: 1, at: 0, rev: 1 } as const
const set = widgetEvents['widget:set']

t.test('a widget is replaced and taken away; the order stays', async t => {
  const light = set(noWidgets, { ...head, kind: 'light', widget: { kind: 'light', colour: 'red' } })
  const both = set(light, { ...head, kind: 'timer', widget: { kind: 'timer', endsAt: 5000 } })
  t.strictSame(shownOf(both).map(({ kind }) => kind), ['timer', 'light'])
  t.match(set(both, { ...head, kind: 'light', widget: { kind: 'light', colour: 'green' } }).light, { colour: 'green' })
  t.strictSame(shownOf(set(both, { ...head, kind: 'timer', widget: null })).map(({ kind }) => kind), ['light'])
})

t.test('what runs follows the clock of the class, what rests does not', async t => {
  t.strictSame([leftOf({ kind: 'timer', endsAt: 5000 }, 2000), leftOf({ kind: 'timer', endsAt: 5000 }, 9000), leftOf({ kind: 'timer', leftMs: 700 }, 9000)], [3000, 0, 700])
  t.strictSame([shownBy({ kind: 'stopwatch', since: 1000 }, 2500), shownBy({ kind: 'stopwatch', ms: 700 }, 2500)], [1500, 700])
  t.strictSame([isRunning({ kind: 'timer', endsAt: 1 }), isRunning({ kind: 'timer', leftMs: 1 }), isRunning({ kind: 'stopwatch', since: 1 })], [true, false, true])
})

t.test('loudness has words', async t => {
  t.strictSame([0, 20, 40, 60, 90].map(noiseWord), ['silent', 'whisper', 'pair', 'group', 'loud'])
})
