import t from 'tap'
import { recall, remember, type Retries } from '../../src/classroom/retries.ts'

const result = (at: number) => ({ ok: true, at } as const)

t.test('the last commands of each person are remembered', async (t) => {
  let retries: Retries = []
  for (let n = 0; n < 20; n++) retries = remember(retries, 3, `c${n}`, result(n))
  retries = remember(retries, 40, 'c19', result(100))
  t.same(recall(retries, 3, 'c19'), result(19))
  t.same(recall(retries, 3, 'c4'), result(4))
  t.equal(recall(retries, 3, 'c3'), undefined, 'sixteen of them')
  t.same(recall(retries, 40, 'c19'), result(100))
  retries = remember(retries, 3, 'late', result(120_018))
  t.equal(recall(retries, 3, 'c18'), undefined, 'for two minutes')
  t.same(recall(retries, 3, 'c19'), result(19))
  t.equal(recall(retries, -1, 'c19'), undefined)
})
