import type { ClassSnapshot } from '../../../../server/protocol/class-snapshot.ts'
import t from 'tap'
import { cleared, emptyShelf, type Item, itemOf, secondsAt, type Shelf, shelfOf, shown, withdrawn } from '../../../src/features/media/items.ts'

const item = (id: string): Item => ({ id, kind: 'link', url: `https://a.org/${id}`, title: id, by: undefined, at: 0 })
const ids = ({ items }: Shelf): string[] => items.map(({ id }) => id)

t.test('what is shown last is on the stage, once', async t => {
  const shelf = [item('a'), item('b'), item('a')].reduce(shown, emptyShelf)
  t.strictSame(ids(shelf), ['b', 'a'])
  t.equal(shelf.currentId, 'a')
  t.equal(cleared(shelf).currentId, undefined)
  t.strictSame(ids(cleared(shelf)), ['b', 'a'], 'a cleared stage can be filled again')
})

t.test('old items make room', async t => {
  const shelf = Array.from({ length: 25 }, (_, index) => item(String(index))).reduce(shown, emptyShelf)
  t.equal(shelf.items.length, 20)
  t.equal(shelf.items[0]?.id, '5')
})

t.test('an item that did not arrive gives the stage back', async t => {
  const shelf = [item('a'), item('b')].reduce(shown, emptyShelf)
  t.equal(withdrawn(shelf, 'b').currentId, 'a')
  t.equal(withdrawn(shelf, 'a').currentId, 'b', 'what came in the meantime stays')
  t.equal(withdrawn(shown(emptyShelf, item('a')), 'a').currentId, undefined)
})

t.test('messages of others are not trusted', async t => {
  const from = (data: unknown): Item | undefined => itemOf({ data, userName: '김민준', userType: 'ST' }, 7)
  t.strictSame(from({ id: '1', kind: 'image', url: 'https://a.org/x.png', title: '잎' }),
    { id: '1', kind: 'image', url: 'https://a.org/x.png', title: '잎', by: { name: '김민준', role: 'ST' }, at: 7 })
  t.equal(from({ id: '1', kind: 'link', url: 'https://a.org/x', title: '' })?.title, 'a.org')
  for (const data of [null, 'text', {}, { id: '1', kind: 'image', url: 'javascript:alert(1)' }, { id: 1, kind: 'image', url: 'https://a.org' }, { id: '1', kind: 'page', url: 'https://a.org' }]) {
    t.equal(from(data), undefined, JSON.stringify(data))
  }
})

t.test('who comes late finds what is on the stage, where it is', async t => {
  const media = { id: 'v', kind: 'video' as const, url: '/media/a.webm?sig=1', title: '실험', by: 't1', at: 5000, position: { seconds: 10, playing: true } }
  const me = { uid: 's1' } as ClassSnapshot['me']
  const late = shelfOf(emptyShelf, { media, me, roster: { te: 1, st: 1 } })
  t.match(late, { currentId: 'v', items: [{ url: '/media/a.webm?sig=1', by: null, position: { seconds: 10, playing: true } }] })
  t.equal(secondsAt(late.items[0]!, 7500), 12.5)
  t.equal(secondsAt({ at: 5000, position: { seconds: 10, playing: false } }, 7500), 10)
  const known = shown(emptyShelf, { ...item('v'), by: { name: '한지민', role: 'TE' } })
  t.match(shelfOf(known, { media, me, roster: { te: 1, st: 1 } }).items, [{ by: { name: '한지민' } }])
  t.equal(shelfOf(known, { media: null, me, roster: { te: 1, st: 1 } }).currentId, undefined)
})

t.test('a page and a position that make no sense are left out', async t => {
  const from = (data: object): Item | undefined => itemOf({ data: { id: '1', kind: 'file', url: '/media/a.pdf', ...data }, userName: 'a', userType: 'TE' }, 0)
  t.match(from({ page: 3, position: { seconds: -1, playing: true } }), { page: 3, position: undefined })
  t.match(from({ page: 0.5, position: { seconds: 1, playing: false } }), { page: undefined, position: { seconds: 1 } })
  t.equal(from({ url: '/api/classes' }), undefined, 'only files of the class')
})
