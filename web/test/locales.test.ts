import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import en from '../src/locales/en.ts'
import ko from '../src/locales/ko.ts'

interface Texts { [key: string]: string | Texts }

/** Every text by its dotted key. */
const flat = (texts: Texts, prefix = ''): Array<[string, string]> => Object.entries(texts).flatMap(([key, value]): Array<[string, string]> =>
  typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`))

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort()

const korean = flat(ko)
const english = new Map(flat(en))

t.test('both languages have the same texts with the same gaps', async t => {
  t.strictSame([...english.keys()].sort(), korean.map(([key]) => key).sort())
  const gaps = korean.map(([key, text]) => [key, ...placeholders(text)])
  t.strictSame(korean.map(([key]) => [key, ...placeholders(english.get(key) ?? '')]), gaps)
})

t.test('every text is used', async t => {
  const root = new URL('../src/', import.meta.url)
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(ts|vue)$/.test(file) && !file.startsWith('locales'))
    .map(file => readFileSync(new URL(file, root), 'utf8'))
  const written = new Set(sources.flatMap(source => source.match(/[\w-]+(\.[\w-]+)+/g) ?? []))
  const computed = [...new Set(sources.flatMap(source => source.match(/`[\w.]+\.\$\{[^`]*`/g) ?? []))]
    .map(template => new RegExp(`^${template.slice(1, -1).replaceAll('.', '\\.').replaceAll(/\$\{.*?\}/g, '[\\w.]+')}$`))
  const unused = korean.map(([key]) => key).filter(key => !written.has(key) && !computed.some(pattern => pattern.test(key)))
  t.strictSame(unused, [])
})

t.test('Korean particles that depend on the last sound do not follow a name', async t => {
  const wrong = korean.filter(([, text]) => /\{(name|title)\}(가|을|를|은|는|와|과)(?![가-힣])/.test(text))
  t.strictSame(wrong, [])
})
