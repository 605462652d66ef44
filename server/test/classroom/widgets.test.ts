import t from 'tap'
import { snapshotFor } from '../../src/classroom/index.ts'
import { codeOf, startedLesson } from './lesson.ts'

const a = { uid: 'a', role: 'ST' } as const

t.test('widgets as everybody sees them', async (t) => {
  const lesson = startedLesson('a')
  const set = (data: object) => {
    const result = lesson.teacher('widget:set', data)
    return result.ok ? lesson.told(a, 'widget:set')[0]?.widget : codeOf(result)
  }
  t.same(set({ kind: 'timer', running: true, leftMs: 60_000 }), { kind: 'timer', endsAt: lesson.at + 60_000 })
  t.same(set({ kind: 'timer', running: false, leftMs: 30_000 }), { kind: 'timer', leftMs: 30_000 })
  t.same(set({ kind: 'stopwatch', running: true, ms: 5_000 }), { kind: 'stopwatch', since: lesson.at - 5_000 })
  t.same(set({ kind: 'stopwatch', running: false, ms: 5_000 }), { kind: 'stopwatch', ms: 5_000 })
  t.same(set({ kind: 'light', colour: 'amber' }), { kind: 'light', colour: 'amber' })
  t.same(set({ kind: 'work', sign: 'pair' }), { kind: 'work', sign: 'pair' })
  t.same(set({ kind: 'note', text: '' }), { kind: 'note', text: '' })
  t.match(set({ kind: 'dice', count: 3, sides: 6 }), { kind: 'dice', faces: [Number, Number, Number], sides: 6, at: lesson.at })
  t.same(Object.keys(snapshotFor(lesson.state, a, lesson.at)!.widgets), ['timer', 'stopwatch', 'light', 'work', 'note', 'dice'])
  t.equal(set({ kind: 'timer', off: true }), null)
  t.notOk('timer' in snapshotFor(lesson.state, a, lesson.at)!.widgets)
  t.equal(set({ kind: 'light', colour: 'blue' }), 'BAD_REQUEST')
  t.equal(set({ kind: 'unknown' }), 'BAD_REQUEST')
})

t.test('dice show every face, and no other', async (t) => {
  const lesson = startedLesson('a')
  const seen = new Set<number>()
  for (let seed = 0; seed < 100; seed++) {
    lesson.teacher('widget:set', { kind: 'dice', count: 6, sides: 6 }, { seed })
    for (const face of (lesson.state.widgets.shown.dice as { faces: number[] }).faces) seen.add(face)
  }
  t.same([...seen].sort(), [1, 2, 3, 4, 5, 6])
})
