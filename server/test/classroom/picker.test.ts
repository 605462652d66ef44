import fc from 'fast-check'
import { ok } from 'node:assert'
import t from 'tap'
import { snapshotFor } from '../../src/classroom/index.ts'
import { codeOf, startedLesson } from './lesson.ts'

const draw = { pool: 'online', n: 1, style: 'wheel', exclude: true }
const a = { uid: 'a', role: 'ST' } as const

t.test('everybody sees the same draw, at the same time', async (t) => {
  const lesson = startedLesson('a', 'b', 'c')
  lesson.teacher('picker:draw', draw, { seed: 5 })
  const [toPupil] = lesson.told(a, 'picker:result')
  t.match(toPupil, { startsAt: lesson.at + 1_000, ms: 3_200, candidates: [{}, {}, {}], winners: [{ uid: String, name: String }], style: 'wheel' })
  t.same(snapshotFor(lesson.state, a, lesson.at)?.picker, toPupil)
  lesson.teacher('picker:draw', { ...draw, exclude: false }, { seed: 5 })
  t.same(lesson.told(a, 'picker:result')[0]?.winners, toPupil?.winners, 'the seed decides')
})

t.test('nobody is drawn twice before all were, in any draw', async () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(0xffff_ffff)), { maxLength: 12 }), (people, draws) => {
    const lesson = startedLesson(...'abcdefg'.slice(0, people))
    let drawn = new Set<string>()
    for (const [n, seed] of draws) {
      lesson.teacher('picker:draw', { ...draw, n }, { seed })
      const winners = lesson.told(a, 'picker:result')[0]!.winners.map(({ uid }) => uid)
      ok(new Set(winners).size === Math.min(n, people), 'different people')
      const left = people - drawn.size
      ok(winners.slice(0, left).every((uid) => !drawn.has(uid)), 'those who were not drawn come first')
      drawn = new Set(n > left ? winners : [...drawn, ...winners])
    }
  }), { numRuns: 200 })
})

t.test('pools', async (t) => {
  const lesson = startedLesson('a', 'b', 'c', 'd')
  lesson.drop('d')
  lesson.pupil('b', 'signal', { kind: 'hand', on: true })
  lesson.teacher('control', { cmd: 'team', uid: 'c', team: 2 })
  const candidates = (pool: unknown) => {
    const result = lesson.teacher('picker:draw', { ...draw, pool, exclude: false })
    return result.ok ? lesson.told(a, 'picker:result')[0]?.candidates.map(({ uid }) => uid).sort().join('') : codeOf(result)
  }
  t.equal(candidates('online'), 'abc')
  t.equal(candidates('all'), 'abcd')
  t.equal(candidates('hands'), 'b')
  t.equal(candidates({ team: 2 }), 'c')
  t.equal(candidates(['a', 'd', 'nobody', 't']), 'ad')
  t.equal(candidates({ team: 5 }), 'BAD_REQUEST')
})

t.test('a client cannot choose the seed', async (t) => {
  const lesson = startedLesson('a')
  t.equal(codeOf(lesson.apply({ type: 'picker:draw', by: { uid: 't', role: 'TE' }, cmdId: 'x', data: { ...draw, seed: 1 } })), 'BAD_REQUEST')
})
