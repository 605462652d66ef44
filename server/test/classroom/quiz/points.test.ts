import { deepStrictEqual } from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { type QuestionDraft, type QuizSet } from '../../../protocol/quiz-set.ts'
import { codeOf, options, startedLesson, type Lesson } from '../lesson.ts'

/** A pupil answers so many ms after the opening, rightly or not. */
interface Try { uid: string, ms: number, right: boolean }
interface Asked { points: number, seconds: number | null, pausedMs: number, extended: number, tries: Try[], ending: 'reveal' | 'skip' | 'void' }

const uids = ['a', 'b', 'c', 'd']
const factors: Record<string, number> = { a: 1, b: 1, c: 1, d: 2 }

const asked: fc.Arbitrary<Asked> = fc.record({
  points: fc.constantFrom(0, 999, 1000),
  seconds: fc.constantFrom(null, 5, 20),
  pausedMs: fc.constantFrom(0, 3_333),
  extended: fc.constantFrom(0, 7),
  tries: fc.array(fc.record({ uid: fc.constantFrom(...uids), ms: fc.integer({ min: 0, max: 45_000 }), right: fc.boolean() }), { maxLength: 8 })
    .map((tries) => tries.toSorted((a, b) => a.ms - b.ms)),
  ending: fc.constantFrom('reveal', 'reveal', 'reveal', 'skip', 'void')
})
/** Index of the question, and how it is asked; a later one for the same question replaces it. */
const course = fc.tuple(fc.constantFrom('speed' as const, 'accuracy' as const), fc.array(fc.tuple(fc.nat(2), asked), { minLength: 1, maxLength: 5 }))

/** What the points come to, worked out without any of the code that is tested. */
function pointsByHand (scoring: string, openings: Array<[number, Asked]>): Record<string, number> {
  const total: Record<string, number> = { a: 0, b: 0, c: 0, d: 0 }
  for (const { seconds, points, extended, tries, ending } of new Map(openings).values()) {
    if (ending !== 'reveal') continue
    const time = seconds === null ? null : (seconds + extended) * 1000
    const seen = new Set<string>()
    for (const { uid, ms, right } of tries) {
      const own = time === null ? null : time * factors[uid]!
      if (seen.has(uid) || (own !== null && ms > own + 1000)) continue
      seen.add(uid)
      if (right) total[uid]! += scoring === 'speed' && own !== null ? Math.round(points * (1 - Math.min(ms, own) / (2 * own))) : points
    }
  }
  return total
}

/** A place is one more than the number of those who are better: 1 2 2 4. */
function ranksByHand (points: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(points).map(([uid, own]) => [uid, 1 + Object.values(points).filter((other) => other > own).length]))
}

/** Points belong to the question, so its settings hold for every opening. */
const settled = (openings: Array<[number, Asked]>) => openings.map(([idx, how]) => {
  const { points, seconds } = openings.find(([other]) => other === idx)![1]
  return [idx, { ...how, points, seconds, extended: seconds === null ? 0 : how.extended }] as [number, Asked]
})

function ask (lesson: Lesson, idx: number, { pausedMs, extended, tries, ending }: Asked): void {
  lesson.quiz('open', { idx })
  if (extended) lesson.quiz('extend', { seconds: extended })
  lesson.quiz('pause')
  lesson.wait(pausedMs)
  lesson.quiz('resume')
  const opened = lesson.at
  const { id } = lesson.state.quiz!.set.questions[idx]!
  const round = lesson.state.quiz!.rounds[idx]!.n
  for (const { uid, ms, right } of tries) {
    lesson.wait(opened + ms - lesson.at)
    lesson.answer(uid, right ? 'b' : 'a', { qid: id, round })
  }
  lesson.quiz(ending === 'skip' ? 'skip' : 'reveal')
  if (ending === 'void') lesson.quiz('void', { qid: id })
}

t.test('points are those of an independent fold', async () => {
  fc.assert(fc.property(course, ([scoring, drawn]) => {
    const openings = settled(drawn)
    const questions = [0, 1, 2].map((idx): QuestionDraft => {
      const { points, seconds } = openings.find(([of]) => of === idx)?.[1] ?? { points: 1, seconds: 1 }
      return { id: `q${idx}`, type: 'single', text: 'Which?', options, answer: 'b', points, seconds, readSeconds: 100 }
    })
    const lesson = startedLesson(...uids)
    lesson.teacher('control', { cmd: 'time', uid: 'd', factor: 2 })
    // Skipping the last question would end the quiz.
    const spare = openings.map((_, index): QuestionDraft => ({ ...questions[0]!, id: `spare${index}` }))
    const set: QuizSet = { id: 's', title: 'S', scoring, questions: [...questions, ...spare] }
    lesson.quiz('load', { set })
    for (const [idx, how] of openings) ask(lesson, idx, how)
    lesson.quiz('end')
    const hand = pointsByHand(scoring, openings)
    const board = lesson.told({ uid: 'a', role: 'ST' }, 'quiz:board').at(-1)
    deepStrictEqual(board?.me?.points, hand.a)
    deepStrictEqual(Object.fromEntries(board!.top.map(({ uid, points }) => [uid, points])), hand)
    deepStrictEqual(Object.fromEntries(board!.top.map(({ uid, rank }) => [uid, rank])), ranksByHand(hand))
  }), { numRuns: 200 })
})

t.test('half of the points are left in the last moment, and late answers count as the last moment', async (t) => {
  const lesson = startedLesson('a', 'b', 'c')
  lesson.quiz('load', { set: { id: 's', title: 'S', scoring: 'speed', questions: [{ id: 'q1', type: 'ox', text: 'True?', answer: 'O', seconds: 10 }] } })
  lesson.quiz('start')
  t.equal(codeOf(lesson.answer('a', 'O')), 'ok')
  lesson.wait(10_000)
  t.equal(codeOf(lesson.answer('b', 'O')), 'ok')
  lesson.wait(1_000)
  t.equal(codeOf(lesson.answer('c', 'O')), 'ok', 'a second late')
  lesson.quiz('reveal')
  t.same(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:result').map(({ points }) => points), [1000])
  t.same(lesson.state.outbox.records.flatMap((entry) => entry.kind === 'answers' ? entry.answers.map(({ points }) => points) : []), [1000, 500, 500])
})

t.test('who had more time when they answered has at least half of the points', async (t) => {
  const lesson = startedLesson('a')
  lesson.teacher('control', { cmd: 'time', uid: 'a', factor: 2 })
  lesson.quiz('load', { set: { id: 's', title: 'S', scoring: 'speed', questions: [{ id: 'q1', type: 'ox', text: 'True?', answer: 'O', seconds: 10 }] } })
  lesson.quiz('start')
  lesson.wait(20_000)
  lesson.answer('a', 'O')
  lesson.teacher('control', { cmd: 'time', uid: 'a', factor: 1 })
  lesson.quiz('reveal')
  t.match(lesson.told({ uid: 'a', role: 'ST' }, 'quiz:result'), [{ points: 500 }])
})
