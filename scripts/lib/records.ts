import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { loadConfig } from '../../server/src/config.ts'
import { createStorage } from '../../server/src/media/create-storage.ts'
import { type Storage } from '../../server/src/media/storage.ts'
import { createDatabase, type Database } from '../../server/src/records/database.ts'

/** Runs a job on the records and the files that the configuration names. */
export async function withRecords<T> (job: (database: Database, storage: Storage) => Promise<T>): Promise<T> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = loadConfig(process.env)
  const database = createDatabase({ url: config.DATABASE_URL, folder: config.DATA_DIR }, pino(pino.destination(2)))
  const storage = createStorage(config)
  try {
    return await job(database, storage)
  } finally {
    await database.close()
    storage.close()
  }
}
