/**
 * A persistent list with gaps, in rows: writing copies one row and the list of rows, not the whole. Plain JSON.
 * Every person of a class has a slot, and what belongs to people is kept in tables by that slot.
 */
export type Table<T> = ReadonlyArray<ReadonlyArray<T | null>>

const width = 32

export function read<T> (table: Table<T>, slot: number): T | null {
  return table[Math.floor(slot / width)]?.[slot % width] ?? null
}

export function write<T> (table: Table<T>, slot: number, value: T | null): Table<T> {
  const [row, column] = [Math.floor(slot / width), slot % width]
  const rows = table.slice()
  while (rows.length <= row) rows.push([])
  const cells = rows[row]!.slice()
  while (cells.length < column) cells.push(null)
  cells[column] = value
  rows[row] = cells
  return rows
}

/** Slots that hold something, with what they hold. */
export function * entries<T> (table: Table<T>): Generator<[slot: number, value: T]> {
  for (const [row, cells] of table.entries()) {
    for (const [column, value] of cells.entries()) if (value !== null) yield [row * width + column, value]
  }
}

/** Slots whose contents differ; rows that both tables share are passed over. */
export function * changes<T> (before: Table<T>, after: Table<T>): Generator<[slot: number, before: T | null, after: T | null]> {
  for (let row = 0; row < Math.max(before.length, after.length); row++) {
    const [was = [], is = []] = [before[row], after[row]]
    if (was === is) continue
    for (let column = 0; column < Math.max(was.length, is.length); column++) {
      const [from, to] = [was[column] ?? null, is[column] ?? null]
      if (from !== to) yield [row * width + column, from, to]
    }
  }
}

/** The same slots with other values. */
export function mapTable<T, U> (table: Table<T>, change: (value: T, slot: number) => U): Table<U> {
  return table.map((cells, row) => cells.map((value, column) => value === null ? null : change(value, row * width + column)))
}
