import { readFile } from 'node:fs/promises'
import t from 'tap'
import * as errors from '../src/errors.ts'
import { resolveKafkaLogOptions, resolveNodeOptions } from '../src/options.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

/** The cells of the first table below a heading, without its head. */
function table (heading: string): string[][] {
  const start = readme.indexOf(`\n${heading}\n`)
  const rows = /(?:^\|.*\n)+/m.exec(readme.slice(start))![0].trim().split('\n').slice(2)
  return rows.map(row => row.split('|').slice(1, -1).map(cell => cell.trim()))
}

const code = (text: unknown): string => '`' + text + '`'
const written = (value: unknown): string =>
  typeof value === 'function' ? 'does nothing' : code(typeof value === 'string' ? `'${value}'` : value)

for (const [heading, defaults] of Object.entries({ '## Options': resolveNodeOptions(), '### Options of Kafka': resolveKafkaLogOptions() })) {
  t.test(`${heading}: every option with its default`, async (t) => {
    const documented = table(heading).map(([name, , value]) => [name, value])
    t.same(documented, Object.entries(defaults).map(([name, value]) => [code(name), written(value)]))
  })
}

t.test('each class of errors has its own code, and the table says so', async (t) => {
  type ErrorClass = new (message: string | string[], responses: unknown[]) => errors.KafkaAdapterError
  const classes = Object.values(errors).filter((value) => typeof value === 'function' && value !== errors.KafkaAdapterError) as unknown as ErrorClass[]
  const made = classes.map((Class) => new Class(['x'], []))
  for (const error of made) t.ok(error instanceof errors.KafkaAdapterError && error instanceof Error)
  t.same(made.map((error) => error.code).sort(), Object.values(errors.ErrorCode).sort(), 'all codes, each once')
  t.same(
    table('## Errors').map((cells) => cells.slice(0, 3)),
    made.map(({ name, code: value, retryable }) => [code(name), code(value), retryable ? 'yes' : 'no']).sort((a, b) => order(a) - order(b))
  )
})

/** Modules list their exports by the alphabet; the table is in the order of the codes. */
function order ([, value]: string[]): number {
  return Object.values<string>(errors.ErrorCode).indexOf(value!.slice(1, -1))
}

t.test('links within the page lead somewhere', async (t) => {
  const anchors = new Set([...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) => `#${title!.toLowerCase().replaceAll(' ', '-')}`))
  for (const [, target] of readme.matchAll(/\]\((#[^)]+)\)/g)) t.ok(anchors.has(target!), String(target))
})
