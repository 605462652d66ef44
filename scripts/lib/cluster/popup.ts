import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeScratch, startGuarded } from '../guard.ts'
import { parts } from '../parts.ts'
import { ROOT } from '../root.ts'
import { isStale } from '../stale.ts'
import { type LineLog } from './merged-log.ts'

const { script, sources, output } = parts.web

/**
 * Builds the popup when it is not there, or older than its sources. It is put in its place in one go, since servers may be serving it.
 * @throws {Error} when it cannot be built
 */
export async function buildPopup (log: LineLog): Promise<void> {
  if (!isStale(sources, output)) return
  await mkdir(dirname(output), { recursive: true })
  const scratch = await makeScratch('popup', dirname(output))
  try {
    const build = await startGuarded(['npm', 'run', '--silent', script, '--', '--outDir', join(scratch.path, 'new'), '--logLevel', 'warn'], { cwd: ROOT, scratch, log })
    if (await build.exited !== 0) throw new Error('the popup cannot be built')
    await rename(output, join(scratch.path, 'old')).catch(() => {})
    // It is there again when another cluster was as fast with the same.
    await rename(join(scratch.path, 'new'), output).catch(() => {})
    if (!existsSync(output)) throw new Error(`the popup cannot be put into ${output}`)
  } finally {
    await scratch.remove()
  }
}
