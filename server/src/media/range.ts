/** Bytes of a file, both ends included. */
export interface Range { start: number, end: number }

/**
 * The part of a file that a Range header asks for.
 * @returns undefined: the whole file, also when several parts are asked for at once; null: there is no such part
 */
export function parseRange (header: string | undefined, size: number): Range | null | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (!first && !last) return undefined
  const start = first ? Number(first) : Math.max(0, size - Number(last))
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1
  if (first && last && Number(first) > Number(last)) return undefined
  return start <= end ? { start, end } : null
}
