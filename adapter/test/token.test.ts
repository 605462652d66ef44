import t from 'tap'
import { decodeToken, encodeToken, type Token } from '../src/token.ts'

const tokens: Token[] = [
  { place: 0, time: 0 },
  { place: 2 ** 41 * 4096 - 1, time: 1_795_000_000_123 },
  { place: 5, time: 7, ahead: { node: '0123456789abcdef', seq: 2 ** 40 } }
]

t.test('a token comes back as it was, in its own namespace alone', async (t) => {
  for (const token of tokens) {
    const text = encodeToken('/3학년-2반', token)
    t.match(decodeToken('/3학년-2반', text), token)
    t.equal(decodeToken('/3학년-2반', text)?.ahead === undefined, token.ahead === undefined)
    t.equal(decodeToken('/other', text), undefined)
  }
})

t.test('whatever else is no token', async (t) => {
  for (const token of tokens) {
    const text = encodeToken('/', token)
    for (let i = 0; i < text.length; i++) {
      const changed = text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1)
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(text, 'base64url'))) continue // bits that no byte has
      t.equal(decodeToken('/', changed), undefined, changed)
      t.equal(decodeToken('/', text.slice(0, i)), undefined)
    }
    t.equal(decodeToken('/', `${text}A`), undefined)
    t.equal(decodeToken('/', text.replace(/.$/, ' ')), undefined)
  }
  for (const text of ['', 'connected', '한글', 'A'.repeat(28), 'A'.repeat(50)]) t.equal(decodeToken('/', text), undefined)
})
