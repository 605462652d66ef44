import t from 'tap'
import { type Moment, soundAfter, tones } from '../../../src/features/sounds/tones.ts'

const at = (phase: Moment['phase'], over: Partial<Moment> = {}): Moment => ({ phase, asked: 'q1:1', seconds: undefined, answer: undefined, ...over })

t.test('every step of a question is heard once', async t => {
  const lesson: Moment[] = [
    at(undefined, { asked: undefined }), at('lobby', { asked: undefined }), at('read'), at('open', { seconds: 5 }), at('open', { seconds: 4 }), at('open', { seconds: 3 }), at('open', { seconds: 3 }),
    at('open', { seconds: 1 }), at('locked', { seconds: 0 }), at('reveal'), at('reveal', { answer: 'right' }), at('board'), at('open', { asked: 'q2:1' }), at('reveal', { asked: 'q2:1', answer: 'other' }), at('end')
  ]
  const heard = lesson.slice(1).map((now, index) => soundAfter(lesson[index]!, now))
  t.strictSame(heard, [undefined, undefined, 'open', undefined, 'tick', undefined, 'tick', 'closed', undefined, 'right', undefined, 'open', 'shown', 'end'])
})

t.test('who comes in the middle, and who gets more time, hears nothing', async t => {
  t.equal(soundAfter(at(undefined), at('open')), undefined)
  t.equal(soundAfter(at(undefined), at('end')), undefined)
  t.equal(soundAfter(at('open', { seconds: 2 }), at('open', { seconds: 3 })), undefined)
  t.equal(soundAfter(at('reveal', { answer: 'right' }), at('reveal', { answer: 'other' })), undefined, 'left out of the points')
})

t.test('sounds are short', async t => {
  for (const [name, notes] of Object.entries(tones)) t.ok(notes.every(([, starts, lasts]) => starts + lasts < 1), name)
})
