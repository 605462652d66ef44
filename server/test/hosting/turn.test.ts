import t from 'tap'
import { turnOf } from '../../src/hosting/turn.ts'

const nodes = ['a', 'b', 'c']
const order = (name: string, among = nodes) => [...among].sort((x, y) => turnOf(x, among, name) - turnOf(y, among, name))

t.test('each node has a turn of its own, in whatever order they are listed', async (t) => {
  t.strictSame(nodes.map((node) => turnOf(node, nodes, '/3-2')).sort(), [0, 1, 2])
  t.strictSame(order('/3-2', ['c', 'a', 'b']), order('/3-2'))
  t.equal(turnOf('stranger', nodes, '/3-2'), 3)
})

t.test('when one is lost the others move up', async (t) => {
  const [first, ...others] = order('/3-2')
  t.strictSame(order('/3-2', nodes.filter((node) => node !== first)), others)
})

t.test('classes are spread over the nodes', async (t) => {
  const firsts = Array.from({ length: 300 }, (_, i) => order(`/class-${i}`)[0])
  for (const node of nodes) t.ok(firsts.filter((first) => first === node).length > 60, node)
})
