import type { RosterEntry } from '../../../../server/protocol/snapshot.ts'
import t from 'tap'
import { countOnline, pupilsInOrder, withArrival, withEntries, withStates } from '../../../src/features/class/roster.ts'

const pupil = (name: string, stuNo?: string, state: RosterEntry['state'] = 'online'): RosterEntry =>
  ({ uid: name, name, role: 'ST', state, ...(stuNo !== undefined && { stuNo }) })
const teacher: RosterEntry = { uid: 'te', name: '한지민', role: 'TE', state: 'online' }

t.test('pupils stand by number, then those without one by name', async t => {
  const roster = [pupil('하준'), pupil('민서', '17'), teacher, pupil('가온'), pupil('서연', '2'), pupil('도윤', '10')]
  t.strictSame(pupilsInOrder(roster).map(({ name }) => name), ['서연', '도윤', '민서', '가온', '하준'])
})

t.test('the order of names is the Korean one, and stays with equal numbers', async t => {
  t.strictSame(pupilsInOrder([pupil('하나', '1'), pupil('Kim', '1'), pupil('가람', '1')]).map(({ name }) => name), ['가람', '하나', 'Kim'])
})

t.test('who comes back keeps the number', async t => {
  const roster = withStates([teacher, pupil('민서', '17')], [{ uid: '민서', state: 'offline' }])
  const back = withArrival(roster, { uid: '민서', name: '민서', role: 'ST' })
  t.strictSame(back, [teacher, pupil('민서', '17')])
  t.strictSame(withArrival([teacher], { uid: '새봄', name: '새봄', role: 'ST' }), [teacher, pupil('새봄')])
})

t.test('the register is brought up to date', async t => {
  const roster = [teacher, pupil('민서'), pupil('서연', '2')]
  t.strictSame(withEntries(roster, [pupil('민서', '17'), pupil('도윤', '3')], ['서연']), [teacher, pupil('민서', '17'), pupil('도윤', '3')])
})

t.test('states change only for people who are known', async t => {
  const roster = withStates([teacher, pupil('민서')], [{ uid: '민서', state: 'away' }, { uid: 'nobody', state: 'online' }])
  t.strictSame(roster, [teacher, pupil('민서', undefined, 'away')])
  t.strictSame(countOnline(roster), { te: 1, st: 0 })
})
