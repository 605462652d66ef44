import t from 'tap'
import { kindOf, nameOf, parseAddress } from '../../../src/features/media/kind.ts'

t.test('only addresses of the web are taken', async t => {
  t.equal(parseAddress(' https://example.org/a.png ')?.href, 'https://example.org/a.png')
  t.equal(parseAddress('example.org/a')?.href, 'https://example.org/a', 'a missing scheme means https')
  t.equal(parseAddress('http://intranet/a')?.href, 'http://intranet/a')
  for (const text of ['', '식물', 'two words.org', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://', 'mailto:a@b.org']) {
    t.equal(parseAddress(text), undefined, text)
  }
})

t.test('the kind is guessed by the ending of the path', async t => {
  const kind = (address: string): string => kindOf(new URL(address))
  t.equal(kind('https://a.org/leaf.PNG?width=3'), 'image')
  t.equal(kind('https://a.org/film.mp4#t=3'), 'video')
  t.equal(kind('https://a.org/leaf'), 'link')
  t.equal(kind('https://a.org/?file=leaf.png'), 'link')
})

t.test('something without a title is called by its file or its host', async t => {
  t.equal(nameOf(new URL('https://a.org/%EC%9E%8E.png'), 'image'), '잎')
  t.equal(nameOf(new URL('https://a.org/%ff.png'), 'image'), '%ff')
  t.equal(nameOf(new URL('https://a.org/'), 'video'), 'a.org')
  t.equal(nameOf(new URL('https://a.org/leaf.html'), 'link'), 'a.org')
})
