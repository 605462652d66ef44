import { join } from 'node:path'
import { type Readable } from 'node:stream'
import { type Config } from '../config.ts'
import { createFolderStorage } from './folder-storage.ts'
import { createS3Storage } from './s3-storage.ts'

/** Where files lie. Their ids were made by {@link openUpload}. */
export interface Storage {
  /** Stores a file as it comes. When it fails, there is nothing under the id. */
  put (id: string, contentType: string, data: Readable): Promise<void>
  /** Bytes of a file; undefined: there is none. */
  size (id: string): Promise<number | undefined>
  /** Bytes `start` to `end`, both included, of a file that is there. */
  read (id: string, start: number, end: number): Promise<Readable>
  /** Removes a file, if it is there. */
  remove (id: string): Promise<void>
  close (): void
}

export function createStorage (config: Config): Storage {
  const { S3_BUCKET, DATA_DIR } = config
  return S3_BUCKET ? createS3Storage(config) : createFolderStorage(join(DATA_DIR, 'media'))
}
