import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Storage } from './storage.ts'

/** Files in a folder, which is made when the first one comes. */
export function createFolderStorage (folder: string): Storage {
  const path = (id: string) => join(folder, id)
  return {
    async put (id, _contentType, data) {
      await mkdir(folder, { recursive: true })
      // What is not complete has another name.
      const part = `${path(id)}.part`
      try {
        await pipeline(data, createWriteStream(part))
        await rename(part, path(id))
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },

    async size (id) {
      try {
        return (await stat(path(id))).size
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },

    async read (id, start, end) {
      const file = await open(path(id))
      return file.createReadStream({ start, end })
    },

    remove: (id) => rm(path(id), { force: true }),
    close () {}
  }
}
