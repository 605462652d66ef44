import t from 'tap'
import { Type } from 'typebox'
import { validator } from '../src/validate.ts'

const validate = validator(Type.Object({ name: Type.String({ maxLength: 3 }), inner: Type.Optional(Type.Object({ n: Type.Number() })) }))

t.test('a right value is returned as it is', async t => {
  const value = { name: 'abc', inner: { n: 1 }, more: true }
  t.equal(validate(value), value)
})

t.test('a wrong one throws, with the offending field', async t => {
  const wrong: Array<[unknown, string | undefined]> = [
    [null, undefined], [[], undefined], ['x', undefined], [{}, 'name'], [{ name: 1 }, 'name'], [{ name: 'long' }, 'name'], [{ name: 'a', inner: { n: '1' } }, 'inner.n'],
    [{ name: 'a', inner: {} }, 'inner.n']
  ]
  for (const [value, field] of wrong) t.throws(() => validate(value), { code: 'BAD_REQUEST', statusCode: 400, field }, JSON.stringify(value))
})
