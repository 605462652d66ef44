import { existsSync } from 'node:fs'
import t from 'tap'
import { imageEnvironment, stages, texts } from './dockerfile.ts'

const groups = stages('Dockerfile')
const image = groups.at(-1) ?? []
const all = groups.flat()

t.test('every stage grows from one exact release of Node.js', async t => {
  const [base] = texts(groups[0] ?? [], 'ARG')
  t.match(base, /^NODE_IMAGE=node:\d+\.\d+\.\d+-\w+-slim$/)
  const [first, ...others] = texts(all, 'FROM').map(text => text.split(/\s+/))
  t.equal(first?.[0], '$' + '{NODE_IMAGE}')
  const names = [first?.[2]]
  for (const [parent, , name] of others) {
    t.ok(names.includes(parent), `from ${parent}`)
    names.push(name)
  }
})

t.test('packages are those of the lock file, and their scripts do not run', async t => {
  const installs = texts(all, 'RUN').filter(text => /\bnpm (ci|i|install)\b/.test(text))
  t.equal(installs.length, 2)
  for (const install of installs) t.match(install, /^npm ci --ignore-scripts\b/)
  t.ok(installs.some(install => install.includes('--omit=dev')))
})

t.test('what is copied exists, and nothing is fetched', async t => {
  t.strictSame(texts(all, 'ADD'), [])
  for (const copy of texts(all, 'COPY').filter(text => !text.startsWith('--from='))) {
    for (const source of copy.split(/\s+/).slice(0, -1)) t.ok(existsSync(source), source)
  }
})

t.test('the image runs one process that is not root, without a shell', async t => {
  const [user = ''] = texts(image, 'USER')
  t.match(user, /^[1-9]\d*:[1-9]\d*$/)
  t.strictSame(texts(image, 'RUN'), [])
  t.strictSame(texts(image, 'CMD'), [])
  const [entry = ''] = texts(image, 'ENTRYPOINT')
  t.strictSame(JSON.parse(entry), ['node', '--enable-source-maps', 'dist/server/src/main.js'])
  t.ok(image.findIndex(({ name }) => name === 'USER') > image.findLastIndex(({ name }) => name === 'COPY'), 'and cannot write its own files')
})

t.test('the image is for production', async t => {
  t.equal(imageEnvironment('Dockerfile').NODE_ENV, 'production')
  t.strictSame(texts(image, 'EXPOSE'), ['3000 9464'])
})
