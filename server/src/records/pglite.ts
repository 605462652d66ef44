import { drizzle } from 'drizzle-orm/pglite'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Connection } from './connection.ts'
import { lockFolder } from './lock-folder.ts'

/**
 * PostgreSQL in this process. It is large and takes seconds to start the first time, so it is loaded when it is opened.
 * @throws {Error} when another process uses the folder
 */
export async function openPglite (folder: string): Promise<Connection> {
  await mkdir(folder, { recursive: true })
  const unlock = await lockFolder(folder)
  try {
    const { PGlite } = await import('@electric-sql/pglite')
    const client = await PGlite.create(join(folder, 'records'))
    const close = async () => {
      await client.close()
      await unlock()
    }
    return { db: drizzle(client), close }
  } catch (error) {
    await unlock()
    throw error
  }
}
