import t from 'tap'
import { keysOf } from '../../src/auth/keys.ts'
import { createLinks } from '../../src/media/links.ts'

const hour = 3600 * 1000
const id = 'file.png'
const queryOf = (link: string) => new URL(link, 'http://localhost').searchParams

t.test('a link is good for one file, one class and not for long', async (t) => {
  for (const offset of [0, 1, 7 * hour]) {
    let now = 1_000 * 12 * hour + offset
    const links = createLinks(keysOf('k1:one'), () => now)
    const link = links.sign(id, '3-2')
    t.match(link, /^\/media\/file\.png\?class=3-2&exp=\d+&kid=k1&sig=[\w-]{43}$/)
    const query = queryOf(link)
    t.ok(links.isValid(id, query))
    t.notOk(links.isValid('other.png', query))
    for (const name of ['class', 'exp', 'kid', 'sig']) {
      const changed = new URLSearchParams(query)
      changed.set(name, `${query.get(name)}1`)
      t.notOk(links.isValid(id, changed), name)
      changed.delete(name)
      t.notOk(links.isValid(id, changed), name)
    }
    now += 12 * hour
    t.ok(links.isValid(id, query), '12 hours at least')
    now += 12 * hour
    t.notOk(links.isValid(id, query), '24 hours at most')
  }
})

t.test('the same link for a while, so that browsers need not load it again', async (t) => {
  let now = 1_000 * 12 * hour + 1
  const links = createLinks(keysOf('k1:one'), () => now)
  const link = links.sign(id, '3-2')
  now += 11 * hour
  t.equal(links.sign(id, '3-2'), link)
})

t.test('an address that was signed once can be renewed, and no other', async (t) => {
  let now = 1_000 * 12 * hour
  const links = createLinks(keysOf('k1:one'), () => now)
  const old = links.sign(id, '3-2')
  now += 400 * 24 * hour
  const renewed = links.renew(old, '4-1')
  t.notOk(links.isValid(id, queryOf(old)))
  t.ok(links.isValid(id, queryOf(renewed)))
  t.match(renewed, /^\/media\/file\.png\?class=4-1&/)
  for (const other of [old.replace('file', 'other'), `${old}x`, '/media/file.png', '/media/?sig=', 'https://files.example/a.png?sig=1', '']) t.equal(links.renew(other, '4-1'), other)
})

t.test('keys are replaced one by one', async (t) => {
  const query = queryOf(createLinks(keysOf('old:one')).sign(id, '3-2'))
  t.ok(createLinks(keysOf('new:two,old:one')).isValid(id, query))
  t.notOk(createLinks(keysOf('new:two')).isValid(id, query))
  t.notOk(createLinks(keysOf('old:two')).isValid(id, query))
})
