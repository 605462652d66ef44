import t from 'tap'
import { cleared, emptyShelf, type Item, itemOf, type Shelf, shown, withdrawn } from '../../../src/features/media/items.ts'

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
