import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Whether something was built before one of its sources (files, or folders with all that is in them) was last changed, or not at all. */
export function isStale (sources: readonly string[], output: string): boolean {
  return !existsSync(output) || Math.max(...sources.map(newest)) > newest(output)
}

/** When the newest file was changed, in ms since the epoch. */
function newest (path: string): number {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(0, ...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs))
}
