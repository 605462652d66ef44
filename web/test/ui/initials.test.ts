import t from 'tap'
import { initials, tint } from '../../src/ui/initials.ts'

t.test('two letters stand for a name', async t => {
  t.equal(initials('김민준'), '민준')
  t.equal(initials('남궁민서'), '민서')
  t.equal(initials('올리비아 김'), '올리')
  t.equal(initials('Ava Lee'), 'Av')
  t.equal(initials('율'), '율')
  t.equal(initials(''), '')
})

t.test('a tint is one of six and stays the same', async t => {
  const tints = Array.from({ length: 100 }, (_, index) => tint(`person-${index}`))
  t.strictSame([...new Set(tints)].sort(), [1, 2, 3, 4, 5, 6])
  t.equal(tint('person-1'), tints[1])
})
