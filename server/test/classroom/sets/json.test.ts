import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { JsonError, readJson } from '../../../src/classroom/sets/json.ts'

t.test('what JSON.parse reads, and where it stands', async (t) => {
  fc.assert(fc.property(fc.json(), (text) => isDeepStrictEqual(readJson(text).value, JSON.parse(text))), { numRuns: 500 })
  const { places } = readJson('{\n "a": [1, {"b": true}],\n "c/d": null }')
  t.same([...places], [['', 0], ['a', 8], ['a/0', 9], ['a/1', 12], ['a/1/b', 18], ['c/d', 34]])
})

t.test('what JSON.parse refuses is refused, at a place in the text', async (t) => {
  const parses = (text: string) => {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }
  const spoiled = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', 'x', '\n', '0')).map(([text, at, sign]) => {
    const index = at % (text.length + 1)
    return text.slice(0, index) + sign + text.slice(index + 1)
  })
  fc.assert(fc.property(spoiled, (text) => {
    try {
      readJson(text)
      return parses(text)
    } catch (error) {
      return !parses(text) && error instanceof JsonError && error.index >= 0 && error.index <= text.length
    }
  }), { numRuns: 2_000 })
  t.throws(() => readJson('{"a" 1}'), { message: 'expected :', index: 5 })
  t.throws(() => readJson('[1, '), { message: 'the text ends where a value is expected', index: 4 })
  t.throws(() => readJson('['.repeat(100_000)), { message: 'expected less nesting' })
})
