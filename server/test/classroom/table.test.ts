import fc from 'fast-check'
import t from 'tap'
import { changes, entries, mapTable, read, write, type Table } from '../../src/classroom/table.ts'

const writes = fc.array(fc.tuple(fc.nat(300), fc.option(fc.string())), { maxLength: 60 })
const fill = (all: ReadonlyArray<[number, string | null]>, table: Table<string> = []) => all.reduce((sum, [slot, value]) => write(sum, slot, value), table)

t.test('a table holds what a map would hold', async (t) => {
  fc.assert(fc.property(writes, (all) => {
    const map = new Map(all)
    const table = fill(all)
    t.same([...entries(table)], [...map].filter(([, value]) => value !== null).sort(([a], [b]) => a - b))
    for (let slot = 0; slot < 310; slot++) if (read(table, slot) !== (map.get(slot) ?? null)) return false
    return true
  }))
})

t.test('a table that was written to is as it was', async () => {
  fc.assert(fc.property(writes, writes, (all, more) => {
    const table = fill(all)
    const text = JSON.stringify(table)
    fill(more, table)
    return JSON.stringify(table) === text
  }))
})

t.test('changes name the slots that differ, and no others', async (t) => {
  fc.assert(fc.property(writes, writes, (all, more) => {
    const [before, after] = [fill(all), fill(more, fill(all))]
    const differ = Array.from({ length: 301 }, (_, slot) => slot).filter((slot) => read(before, slot) !== read(after, slot))
    t.same([...changes(before, after)].map(([slot]) => slot), differ)
  }))
})

t.test('a table survives JSON', async (t) => {
  const table = fill([[0, 'a'], [40, 'b'], [3, null]])
  t.strictSame(JSON.parse(JSON.stringify(table)), table)
})

t.test('writing copies one row', async (t) => {
  const table = fill([[0, 'a'], [40, 'b']])
  const changed = write(table, 41, 'c')
  t.equal(changed[0], table[0])
  t.not(changed[1], table[1])
})

t.test('values are mapped where they are', async (t) => {
  t.same([...entries(mapTable(fill([[1, 'a'], [33, 'b']]), (value, slot) => value + slot))], [[1, 'a1'], [33, 'b33']])
})

t.test('there is nothing outside', async (t) => {
  t.equal(read([], 5), null)
  t.equal(read(fill([[0, 'a']]), -1), null)
})
