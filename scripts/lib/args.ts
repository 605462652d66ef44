import { parseArgs } from 'node:util'

type Value = boolean | number | string
type Widened<T> = { -readonly [K in keyof T]: T[K] extends boolean ? boolean : T[K] extends number ? number : string }

/**
 * Reads `--name value` arguments. The defaults say which ones there are and of which type: boolean (a switch), whole number or text.
 * @throws {TypeError} when an argument is unknown, has no value, or is not a whole number where one is needed.
 */
export function readArgs<const T extends Record<string, Value>> (defaults: T, args = process.argv.slice(2)): Widened<T> {
  const options = Object.fromEntries(Object.entries(defaults).map(([name, value]) =>
    [name, { type: typeof value === 'boolean' ? 'boolean' as const : 'string' as const }]))
  const values: Record<string, Value> = { ...defaults }
  for (const [name, value] of Object.entries(parseArgs({ args, options }).values)) {
    if (value === undefined) continue
    if (typeof defaults[name] === 'number' && !/^\d+$/.test(String(value))) throw new TypeError(`--${name} needs a whole number`)
    values[name] = typeof defaults[name] === 'number' ? Number(value) : value
  }
  return values as Widened<T>
}
