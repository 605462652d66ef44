import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { loadConfig } from '../../server/src/config.ts'
import { build } from '../../server/test/helper.ts'

const files = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').filter(name => name.endsWith('.md')).map(name => `docs/${name}`)]
const read = (file: string) => readFileSync(file, 'utf8')
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, match = '']) => match)

t.test('links lead to files that exist', async t => {
  for (const file of files) {
    for (const link of matches(read(file), /\]\(([^)#:]+)[^):]*\)/g)) t.ok(existsSync(join(dirname(file), link)), `${file}: ${link}`)
  }
})

t.test('commands are scripts of the package', async t => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const file of files) for (const name of matches(read(file), /npm run ([\w:]+)/g)) t.ok(name in scripts, `${file}: npm run ${name}`)
})

t.test('the README lists every variable of the server with its default', async t => {
  const listed = Object.fromEntries([...read('README.md').matchAll(/^\| `([A-Z\d_]+)` \| (?:`(.*?)`)? *\|/gm)].map(([, name, preset = '']) => [name, preset]))
  const defaults = Object.entries(loadConfig({})).map(([name, value]) => [name, String(value)])
  t.strictSame(listed, Object.fromEntries(defaults))
})

t.test('the metrics that are explained exist', async t => {
  const app = await build(t)
  const names = app.metrics.registry.getMetricsAsArray().map(({ name }) => name)
  const explained = matches(read('docs/operations.md'), /`((?:classroom|nodejs|process)_\w+)`/g)
  t.ok(explained.length > 0)
  for (const name of explained) t.ok(names.includes(name), name)
})
