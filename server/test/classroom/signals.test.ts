import t from 'tap'
import { snapshotFor } from '../../src/classroom/index.ts'
import { codeOf, startedLesson } from './lesson.ts'

const teacher = { uid: 't', role: 'TE' } as const

t.test('hands in the order in which they were raised', async (t) => {
  const lesson = startedLesson('a', 'b', 'c')
  const signal = (uid: string, kind: string, on: boolean) => {
    lesson.wait(10)
    lesson.pupil(uid, 'signal', { kind, on })
  }
  const hands = () => lesson.told(teacher, 'signal')[0]?.hands.map(({ uid, kind }) => `${uid} ${kind}`)
  signal('b', 'hand', true)
  signal('a', 'help', true)
  signal('c', 'hand', true)
  signal('b', 'hand', true)
  t.same(hands(), ['b hand', 'a help', 'c hand'])
  t.match(snapshotFor(lesson.state, { uid: 'a', role: 'ST' }, lesson.at)?.me, { hand: false, help: true })
  signal('b', 'hand', false)
  t.same(hands(), ['a help', 'c hand'])
  lesson.teacher('control', { cmd: 'lower', uid: 'a' })
  t.same(hands(), ['c hand'])
  lesson.teacher('control', { cmd: 'lower' })
  t.same(hands(), [])
  lesson.teacher('control', { cmd: 'lower', uid: 'nobody' })
  t.same(lesson.told(teacher, 'signal'), [])
})

t.test('pace and reactions fade', async (t) => {
  const lesson = startedLesson('a', 'b')
  const seen = () => {
    const { pace, reactions, until } = (snapshotFor(lesson.state, teacher, lesson.at) as { signal: { pace: Record<string, number>, reactions: Record<string, number>, until: number } }).signal
    return [pace.slow, pace.fast, reactions.star, until - lesson.at]
  }
  lesson.pupil('a', 'signal', { kind: 'pace', value: 'slow' })
  lesson.pupil('b', 'signal', { kind: 'pace', value: 'slow' })
  lesson.pupil('b', 'signal', { kind: 'pace', value: 'fast' })
  lesson.pupil('a', 'signal', { kind: 'reaction', value: 'star' })
  lesson.pupil('a', 'signal', { kind: 'reaction', value: 'star' })
  t.same(seen(), [1, 1, 2, 10_000])
  lesson.wait(10_000)
  t.same(seen(), [1, 1, 0, 0])
  lesson.pupil('a', 'signal', { kind: 'reaction', value: 'star' })
  t.same(seen(), [1, 1, 1, 10_000])
  lesson.wait(110_000)
  t.same(seen(), [0, 0, 0, 0])
})

t.test('lowering a hand leaves the pace', async (t) => {
  const lesson = startedLesson('a')
  lesson.pupil('a', 'signal', { kind: 'pace', value: 'ok' })
  lesson.pupil('a', 'signal', { kind: 'hand', on: true })
  lesson.teacher('control', { cmd: 'lower' })
  t.match(lesson.told(teacher, 'signal'), [{ hands: [], pace: { ok: 1 } }])
})

t.test('teachers do not signal', async (t) => {
  t.equal(codeOf(startedLesson().teacher('signal', { kind: 'hand', on: true })), 'FORBIDDEN')
})

t.test('whose hand is lowered is told so, and nobody else', async (t) => {
  const lesson = startedLesson('a', 'b')
  const [a, b] = (['a', 'b'] as const).map((uid) => ({ uid, role: 'ST' as const }))
  lesson.pupil('a', 'signal', { kind: 'help', on: true })
  t.match(lesson.told(a!, 'signal:mine'), [{ hand: false, help: true }])
  lesson.pupil('a', 'signal', { kind: 'pace', value: 'slow' })
  t.same(lesson.told(a!, 'signal:mine'), [], 'nothing new')
  lesson.teacher('control', { cmd: 'lower', uid: 'a' })
  t.match(lesson.told(a!, 'signal:mine'), [{ hand: false, help: false }])
  lesson.pupil('a', 'signal', { kind: 'hand', on: true })
  t.same(lesson.told(b!, 'signal:mine'), [])
})
