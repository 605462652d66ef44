import { fastifyPlugin } from 'fastify-plugin'
import { type Config } from '../config.ts'
import { createDatabase } from '../records/database.ts'
import { Records } from '../records/records.ts'

declare module 'fastify' {
  interface FastifyInstance { records: Records }
}

/** What lasts longer than a class. Nothing waits for it: the database is opened, and made up to date, while the server starts. */
export const records = fastifyPlugin<{ config: Config }>(async (app, { config }) => {
  const { DATABASE_URL: url, DATA_DIR: folder, MODE } = config
  // A folder is for one process.
  const isKept = url ? url !== 'none' : MODE === 'memory'
  if (!isKept && !url) app.log.warn('DATABASE_URL is not set: nothing is recorded')
  const created = new Records(isKept ? createDatabase({ url, folder }, app.log) : undefined)
  app.decorate('records', created)
  app.addHook('onListen', async () => {
    if (!isKept) return
    try {
      await created.run(async () => {})
    } catch (error) {
      app.log.warn({ err: error }, 'the records cannot be reached; whatever needs them tries again')
    }
  })
  app.addHook('onClose', () => created.close())
}, { name: 'records' })
