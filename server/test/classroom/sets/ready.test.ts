import fc from 'fast-check'
import t from 'tap'
import { jumble, readySet } from '../../../src/classroom/sets/ready.ts'
import { setOf, single } from '../lesson.ts'

t.test('defaults are filled in, and what is set stays', async (t) => {
  t.match(readySet(setOf(single)).questions, [{ points: 1000, seconds: 20, readSeconds: 0 }])
  t.match(readySet(setOf({ ...single, points: 5, seconds: null, readSeconds: 3 })).questions, [{ points: 5, seconds: null, readSeconds: 3 }])
})

t.test('a jumble holds the same options in another order, whatever their ids', async () => {
  const texts = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 10 })
  fc.assert(fc.property(texts, (texts) => {
    const named = (prefix: string) => jumble(texts.map((text, index) => ({ id: `${prefix}${index}`, text }))).map(({ text }) => text)
    const jumbled = named('a')
    return jumbled.toSorted().join() === texts.toSorted().join() && jumbled.join() !== texts.join() && jumbled.join() === named('b').join()
  }))
})
