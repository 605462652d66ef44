/**
 * A plain value that PostgreSQL can store: in its texts there is no character 0, and no half of a pair. One such text would otherwise keep
 * all that waits behind it from being recorded.
 */
export function storable<T> (value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) => typeof item === 'string' ? wellFormed(item) : item) as T
}

function wellFormed (text: string): string {
  return Buffer.from(text.replaceAll('\0', '')).toString()
}
