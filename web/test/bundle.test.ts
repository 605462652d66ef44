import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { build } from 'vite'

interface Chunk { file: string, imports?: string[] }
type Manifest = Record<string, Chunk>

const kib = 1024
/** What each role loads before its first screen is there, and how much JavaScript that may be, gzipped. */
const budgets = [
  { role: 'pupil', screen: 'src/screens/PupilScreen.vue', most: 130 * kib },
  { role: 'teacher', screen: 'src/screens/TeacherScreen.vue', most: 220 * kib }
]

/** A chunk and all that has to be there before it runs. */
function needed (manifest: Manifest, names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    if (found.has(name)) continue
    found.add(name)
    needed(manifest, manifest[name]?.imports ?? [], found)
  }
  return found
}

t.test('the first screen of each role is small', async t => {
  const outDir = t.testdir()
  await build({ configFile: new URL('../vite.config.ts', import.meta.url).pathname, logLevel: 'error', build: { outDir, manifest: true } })
  const manifest: Manifest = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8'))
  const sizeOf = (name: string): number => gzipSync(readFileSync(join(outDir, manifest[name]!.file))).length

  for (const { role, screen, most } of budgets) {
    t.ok(manifest[screen], `${screen} is a chunk of its own`)
    const names = [...needed(manifest, ['index.html', screen])].filter(name => manifest[name])
    const size = names.reduce((sum, name) => sum + sizeOf(name), 0)
    t.comment(`${role}: ${(size / kib).toFixed(1)} KiB of ${most / kib}`)
    for (const name of names.sort((a, b) => sizeOf(b) - sizeOf(a))) t.comment(`  ${(sizeOf(name) / kib).toFixed(1).padStart(6)} ${manifest[name]!.file}`)
    t.ok(size <= most, `${role}: ${(size / kib).toFixed(1)} KiB`)
    for (const lazy of ['editor/EditorPage', 'report/ReportPage', 'sets/SetsPage', 'classes/ClassesPage']) t.notOk(names.includes(`src/features/${lazy}.vue`), `${lazy} comes when it is opened`)
  }
})
