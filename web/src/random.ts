const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A code that people can read to each other: no 0 and O, no 1 and I. */
export function randomCode (length: number): string {
  // crypto.randomUUID would need a secure context, which a class on a school's own network may not have.
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), byte => letters[byte % letters.length]).join('')
}

/** An id that nobody else will choose. */
export const randomId = (): string => randomCode(20)
