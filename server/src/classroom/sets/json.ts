/** What is wrong, and at which index of the text. */
export class JsonError extends Error {
  override name = 'JsonError'
  readonly index: number

  constructor (message: string, index: number) {
    super(message)
    this.index = index
  }
}

export interface Located {
  value: unknown
  /** Index in the text of each value, by its path with slashes; the whole is ''. */
  places: Map<string, number>
}

const maxDepth = 32
const blank = /[ \t\r\n]*/y
const scalar = /"(?:[^"\\]|\\[^])*"|[^\s,:"[\]{}]+/y

/**
 * JSON.parse that remembers where everything is.
 * @throws {JsonError}
 */
export function readJson (text: string): Located {
  const places = new Map<string, number>()
  let index = 0

  const fail = (expected: string): never => {
    throw new JsonError(index < text.length ? `expected ${expected}` : `the text ends where ${expected} is expected`, index)
  }
  const skip = () => { index += match(blank).length }
  const match = (pattern: RegExp) => {
    pattern.lastIndex = index
    return pattern.exec(text)?.[0] ?? ''
  }
  const takes = (sign: string) => {
    skip()
    if (text[index] !== sign) return false
    index++
    return true
  }

  function readScalar (expected: string): unknown {
    skip()
    const token = match(scalar)
    try {
      const value: unknown = JSON.parse(token)
      index += token.length
      return value
    } catch {
      return fail(expected)
    }
  }

  function readList (close: string, readItem: (position: number) => void): void {
    if (takes(close)) return
    for (let position = 0; ; position++) {
      readItem(position)
      if (takes(close)) return
      if (!takes(',')) fail(`, or ${close}`)
    }
  }

  function readValue (path: string, depth: number): unknown {
    skip()
    places.set(path, index)
    if (depth > maxDepth) fail('less nesting')
    const inside = (name: string | number) => path ? `${path}/${name}` : String(name)
    if (takes('[')) {
      const items: unknown[] = []
      readList(']', (position) => items.push(readValue(inside(position), depth + 1)))
      return items
    }
    if (!takes('{')) return readScalar('a value')
    const fields: Array<[string, unknown]> = []
    readList('}', () => {
      skip()
      if (text[index] !== '"') fail('a name in quotation marks')
      const name = readScalar('a name in quotation marks') as string
      if (!takes(':')) fail(':')
      fields.push([name, readValue(inside(name), depth + 1)])
    })
    return Object.fromEntries(fields)
  }

  const value = readValue('', 0)
  skip()
  if (index < text.length) fail('the end')
  return { value, places }
}
