import { join } from 'node:path'
import { type Config } from '../config.ts'
import { createFolderStorage } from './folder-storage.ts'
import { createS3Storage } from './s3-storage.ts'
import { type Storage } from './storage.ts'

/** Where the configuration says that files lie. */
export function createStorage (config: Config): Storage {
  const { S3_BUCKET, DATA_DIR } = config
  return S3_BUCKET ? createS3Storage(config) : createFolderStorage(join(DATA_DIR, 'media'))
}
