/** A cell, and where its text begins in the file; both from 1. */
export interface Cell { text: string, line: number, column: number }

/** A quotation mark that opens a cell is not closed. */
export class CsvError extends Error {
  override name = 'CsvError'
  readonly line: number
  readonly column: number

  constructor ({ line, column }: { line: number, column: number }) {
    super('the quotation mark is not closed')
    this.line = line
    this.column = column
  }
}

/**
 * Reads a table as spreadsheets write it: RFC 4180, with or without a byte order mark, separated by commas, semicolons or tabs, whichever the
 * first line has most of. Empty lines are left out.
 * @throws {CsvError}
 */
export function readCsv (file: string): Cell[][] {
  const text = file.replace(/^\uFEFF/, '')
  const separator = separatorOf(text)
  const rows: Cell[][] = []
  let [row, line, lineStart]: [Cell[], number, number] = [[], 1, 0]
  for (let index = 0; index <= text.length;) {
    const place = { line, column: index - lineStart + 1 }
    const end = text[index] === '"' ? closingQuote(text, index) : index
    if (end < 0) throw new CsvError(place)
    const stop = nextOf(text, end, separator)
    const raw = text.slice(index, stop)
    row.push({ text: (raw.startsWith('"') ? raw.slice(1, end - index).replaceAll('""', '"') : raw).trim(), ...place })
    line += raw.split('\n').length - 1
    if (raw.includes('\n')) lineStart = index + raw.lastIndexOf('\n') + 1
    index = stop + 1
    if (text[stop] === separator) continue
    if (text.startsWith('\r\n', stop)) index++
    if (row.some((cell) => cell.text)) rows.push(row);
    [row, line, lineStart] = [[], line + 1, index]
  }
  return rows
}

function separatorOf (text: string): string {
  const [first = ''] = text.split('\n', 1)
  const times = (separator: string) => first.split(separator).length
  return [',', ';', '\t'].reduce((best, other) => times(other) > times(best) ? other : best)
}

/** Index of the quotation mark that closes the one at `open`; -1: there is none. Two in a row stand for one. */
function closingQuote (text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  return close
}

/** Index of the next separator or end of line. */
function nextOf (text: string, from: number, separator: string): number {
  let index = from
  while (index < text.length && text[index] !== separator && text[index] !== '\n' && !text.startsWith('\r\n', index)) index++
  return index
}

export type CsvValue = string | number | null

/** A table that spreadsheets open rightly: with a byte order mark, without which Korean is garbled, and no cell that is run as a formula. */
export function writeCsv (rows: ReadonlyArray<readonly CsvValue[]>): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf (value: CsvValue): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
