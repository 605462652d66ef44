import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Files of the locks that this process holds. */
const held = new Set<string>()

/**
 * Keeps everybody else from a folder that only one may use; a lock that its process left behind by dying is taken over.
 * @returns a function that gives the folder free
 * @throws {Error} when somebody uses it
 */
export async function lockFolder (folder: string): Promise<() => Promise<void>> {
  const file = resolve(join(folder, 'lock'))
  const take = () => writeFile(file, String(process.pid), { flag: 'wx' })
  try {
    await take()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const holder = Number(await readFile(file, 'utf8'))
    if (held.has(file) || isAlive(holder)) throw new Error(`process ${holder} uses ${folder}`, { cause: error })
    await rm(file)
    await take()
  }
  held.add(file)
  return async () => {
    held.delete(file)
    await rm(file, { force: true })
  }
}

/** In containers, the process before this one often had the same id. */
function isAlive (pid: number): boolean {
  if (!pid || pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
