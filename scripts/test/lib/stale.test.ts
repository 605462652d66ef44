import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isStale } from '../../lib/stale.ts'

t.test('what was built is compared with all of its sources', async t => {
  const dir = t.testdir({ src: { deep: { 'a.ts': '' }, 'b.ts': '' }, 'config.json': '', dist: { 'a.js': '' } })
  const [src, config, dist] = ['src', 'config.json', 'dist'].map((name) => join(dir, name)) as [string, string, string]
  const touch = (file: string, seconds: number) => utimesSync(join(dir, file), seconds, seconds)
  for (const file of ['src/deep/a.ts', 'src/b.ts', 'config.json']) touch(file, 100)
  touch('dist/a.js', 200)
  t.equal(isStale([src, config], dist), false)
  touch('src/deep/a.ts', 300)
  t.equal(isStale([src, config], dist), true)
  touch('dist/a.js', 400)
  touch('config.json', 500)
  t.equal(isStale([src, config], dist), true)
  t.equal(isStale([src], dist), false)
  t.equal(isStale([src], join(dir, 'none')), true)
})
