import t from 'tap'
import { timeLeft } from '../../../src/features/quiz/countdown.ts'

const question = { readSeconds: 5 } as never
const open = { phase: 'open', question, opensAt: 10_000, closesAt: 30_000 } as const

t.test('the time of an open question runs from its opening to its end', async t => {
  t.match(timeLeft(open, 10_000), { seconds: 20, share: 1 })
  t.match(timeLeft(open, 20_001), { seconds: 10, urgency: 'soon' })
  t.match(timeLeft(open, 25_500), { seconds: 5, urgency: 'last' })
  t.match(timeLeft(open, 40_000), { seconds: 0, share: 0 })
  t.match(timeLeft(open, 0), { seconds: 20, share: 1 }, 'a clock that is behind shows no more than there was')
})

t.test('a paused question stands still, whatever the clock says', async t => {
  t.match(timeLeft({ ...open, pausedLeft: 7000 }, 99_000), { seconds: 7 })
  t.equal(timeLeft({ ...open, pausedLeft: null }, 0), undefined)
})

t.test('before it opens, the time to read is counted', async t => {
  t.match(timeLeft({ ...open, phase: 'read' }, 7000), { seconds: 3, share: 0.6 })
})

t.test('a locked question has no time left; an untimed, a revealed and a missing one has none to show', async t => {
  t.match(timeLeft({ ...open, phase: 'locked' }, 12_000), { seconds: 0 })
  t.equal(timeLeft({ ...open, closesAt: null }, 12_000), undefined)
  t.equal(timeLeft({ ...open, phase: 'reveal' }, 12_000), undefined)
  t.equal(timeLeft({ ...open, question: null }, 12_000), undefined)
})
