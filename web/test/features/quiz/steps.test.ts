import type { TeacherQuizState } from '@protocol/quiz.ts'
import t from 'tap'
import { isGuarded, nextStep, sideSteps } from '../../../src/features/quiz/steps.ts'

type Course = Pick<TeacherQuizState, 'phase' | 'question' | 'idx' | 'asked' | 'closesAt' | 'pausedLeft'>
const at = (phase: Course['phase'], over: Partial<Course> = {}): Course => ({ phase, question: null, idx: 0, asked: ['asked', null], closesAt: 1, ...over })
const poll = { type: 'poll' } as never

t.test('there is one next step in every phase but the last', async t => {
  t.strictSame((['lobby', 'read', 'open', 'locked', 'reveal', 'board', 'end'] as const).map(phase => nextStep(at(phase))?.name),
    ['start', 'open', 'reveal', 'reveal', 'board', 'next', undefined])
})

t.test('after the last question the quiz is finished; what was asked before its turn is not asked again', async t => {
  t.match(nextStep(at('board', { idx: 1, asked: ['revealed', 'revealed'] })), { cmd: 'next', name: 'finish' })
  t.match(nextStep(at('board', { idx: 0, asked: ['revealed', 'revealed'] })), { name: 'finish' })
  t.match(nextStep(at('board', { idx: 0, asked: ['revealed', 'skipped', null] })), { name: 'next' })
})

t.test('a poll has no points, so that no ranking follows it but the last', async t => {
  t.match(nextStep(at('reveal', { question: poll })), { name: 'next' })
  t.match(nextStep(at('reveal', { question: poll, asked: ['revealed'] })), { name: 'board' })
})

t.test('what else is possible depends on time, pauses and what was taken out', async t => {
  t.ok(sideSteps(at('open')).includes('extend'))
  t.notOk(sideSteps(at('open', { closesAt: null })).includes('extend'))
  t.ok(sideSteps(at('open', { pausedLeft: 3000 })).includes('resume'))
  t.ok(sideSteps(at('reveal')).includes('void'))
  t.notOk(sideSteps(at('reveal', { asked: ['void', null] })).includes('void'))
  t.strictSame(sideSteps(at('end')), [])
})

t.test('only steps that could be taken twice say at which state they were meant', async t => {
  t.ok(isGuarded('next'))
  t.notOk(isGuarded('lock'), 'the time may lock it at the same moment')
})
