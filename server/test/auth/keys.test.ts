import t from 'tap'
import { keysOf, parseKeys } from '../../src/auth/keys.ts'

const text = (secret: Uint8Array) => new TextDecoder().decode(secret)

t.test('keys', async t => {
  t.strictSame(parseKeys('a:1, b:2:3')?.map(({ kid, secret }) => [kid, text(secret)]), [['a', '1'], ['b', '2:3']])
  t.strictSame(parseKeys(''), [])
  for (const wrong of ['a', ':1', 'a:', 'a:1,b', 'a:1,a:2']) t.equal(parseKeys(wrong), undefined, wrong)
})

t.test('without keys, there is one that everybody knows', async t => {
  t.equal(keysOf('').length, 1)
  t.strictSame(keysOf('b:1,a:2').map(({ kid }) => kid), ['b', 'a'], 'the first one signs')
})
