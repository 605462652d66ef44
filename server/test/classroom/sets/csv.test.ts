import fc from 'fast-check'
import t from 'tap'
import { CsvError, readCsv, writeCsv } from '../../../src/classroom/sets/csv.ts'

const texts = (file: string) => readCsv(file).map((row) => row.map(({ text }) => text))

t.test('tables as spreadsheets write them', async (t) => {
  t.same(texts('\uFEFFa,b\r\nc,d\r\n'), [['a', 'b'], ['c', 'd']])
  t.same(texts('a;b\nc,d;e'), [['a', 'b'], ['c,d', 'e']])
  t.same(texts('a\tb\n\n\t\n c \td'), [['a', 'b'], ['c', 'd']])
  t.same(texts('"a ""b""","c\r\nd",\n'), [['a "b"', 'c\r\nd', '']])
  t.same(texts(''), [])
})

t.test('every cell knows where it begins', async (t) => {
  t.same(readCsv('a,"b\nb",c\nd,"e"').flat().map(({ line, column }) => [line, column]), [[1, 1], [1, 3], [2, 4], [3, 1], [3, 3]])
})

t.test('a quotation mark that is not closed', async (t) => {
  t.throws(() => readCsv('a,b\nc,"d'), { name: 'CsvError', line: 2, column: 3 })
  t.ok(new CsvError({ line: 1, column: 2 }) instanceof Error)
})

t.test('what is written can be read', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '가', ',', '"', '\n', '\r\n', ';', 'b') }).map((text) => `x${text}x`)
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
    const file = writeCsv([['k', 'l', 'm'], ...rows])
    return JSON.stringify(texts(file).slice(1)) === JSON.stringify(rows)
  }))
})

t.test('a text is never a formula, and a number stays one', async (t) => {
  t.equal(writeCsv([['=1+1', '@x', '-name', -5, 'a=b', null]]), "\uFEFF'=1+1,'@x,'-name,-5,a=b,\r\n")
})
