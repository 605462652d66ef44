import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeScratch, startGuarded } from '../guard.ts'
import { isStale } from '../stale.ts'
import { type LineLog } from './merged-log.ts'
import { ROOT } from './root.ts'

const OUTPUT = join(ROOT, 'dist/web')
const SOURCES = ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'server/protocol'].map(path => join(ROOT, path))

/**
 * Builds the popup when it is not there, or older than its sources. It is put in its place in one go, since servers may be serving it.
 * @throws {Error} when it cannot be built
 */
export async function buildPopup (log: LineLog): Promise<void> {
  if (!isStale(SOURCES, OUTPUT)) return
  await mkdir(dirname(OUTPUT), { recursive: true })
  const scratch = await makeScratch('popup', dirname(OUTPUT))
  try {
    const build = await startGuarded(['npm', 'run', '--silent', 'build:web', '--', '--outDir', join(scratch.path, 'new'), '--logLevel', 'warn'], { cwd: ROOT, scratch, log })
    if (await build.exited !== 0) throw new Error('the popup cannot be built')
    await rename(OUTPUT, join(scratch.path, 'old')).catch(() => {})
    // It is there again when another cluster was as fast with the same.
    await rename(join(scratch.path, 'new'), OUTPUT).catch(() => {})
    if (!existsSync(OUTPUT)) throw new Error(`the popup cannot be put into ${OUTPUT}`)
  } finally {
    await scratch.remove()
  }
}
