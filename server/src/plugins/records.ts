import { type FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'
import { type Config } from '../config.ts'
import { Counter, Gauge } from 'prom-client'
import { Recorder } from '../hosting/recorder.ts'
import { createDatabase } from '../records/database.ts'
import { Records } from '../records/records.ts'

declare module 'fastify' {
  interface FastifyInstance { records: Records, recorder: Recorder }
}

/** What lasts longer than a class. Nothing waits for it: the database is opened, and made up to date, while the server starts. */
export const records = fastifyPlugin<{ config: Config }>(async (app, { config }) => {
  const { DATABASE_URL: url, DATA_DIR: folder, MODE } = config
  // A folder is for one process.
  const isKept = url ? url !== 'none' : MODE === 'memory'
  if (!isKept && !url) app.log.warn('DATABASE_URL is not set: nothing is recorded')
  const created = new Records(isKept ? createDatabase({ url, folder }, app.log) : undefined)
  app.decorate('records', created)
  app.decorate('recorder', createRecorder(app, created))
  app.addHook('onListen', async () => {
    if (!isKept) return
    try {
      await created.run(async () => {})
    } catch (error) {
      app.log.warn({ err: error }, 'the records cannot be reached; whatever needs them tries again')
    }
  })
  // While the classes are still open.
  app.addHook('preClose', () => app.recorder.close())
  app.addHook('onClose', () => created.close())
}, { name: 'records', dependencies: ['metrics'] })

function createRecorder ({ metrics, log }: FastifyInstance, records: Records): Recorder {
  const registers = [metrics.registry]
  const counter = (name: string, help: string) => new Counter({ name: `classroom_records_${name}_total`, help, registers })
  const gauge = (name: string, help: string, read: () => number) => new Gauge({
    name: `classroom_outbox_${name}`, help, registers, collect () { this.set(read()) }
  })
  const [written, failed, refused] = [
    counter('written', 'Entries that this node has recorded'),
    counter('failures', 'Attempts to record that failed, because the database was away'),
    counter('refused', 'Entries that cannot be recorded')
  ] as const
  const recorder = new Recorder(records, { written: (n) => written.inc(n), failed: () => failed.inc(), refused: () => refused.inc() }, log)
  gauge('entries', 'Entries that wait to be recorded, of the classes that are open on this node', () => recorder.size)
  gauge('dropped', 'Entries that those classes have given up for want of room', () => recorder.dropped)
  return recorder
}
