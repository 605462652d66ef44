import { pino } from 'pino'
import t from 'tap'
import { needsPostgres } from '../../../scripts/lib/test-needs.ts'
import { createDatabase } from '../../src/records/database.ts'
import { Records } from '../../src/records/records.ts'
import { people } from '../../src/records/schema.ts'
import { until } from '../helper.ts'
import { recordsContract } from './contract.ts'
import { taughtClass } from './taught-class.ts'

const log = pino({ level: 'silent' })
const server = await needsPostgres(t)
if (server) {
  const open = () => createDatabase({ url: server.url, folder: '' }, log)
  const database = open()
  t.teardown(() => database.close())

  t.test('several servers start at once on an empty database', async (t) => {
    const servers = Array.from({ length: 4 }, open)
    await Promise.all(servers.map((each) => each.run(async () => {})))
    await Promise.all(servers.map((each) => each.close()))
    t.pass()
  })

  recordsContract(t, 'PostgreSQL', database)

  t.test('a database that goes away and comes back', async (t) => {
    const records = new Records(database)
    const entries = taughtClass('outage')
    const half = Math.floor(entries.length / 2)
    await records.write(entries.slice(0, half))
    await server.stop()
    await t.rejects(records.write(entries), { name: 'RecordsUnavailableError', code: 'UNAVAILABLE', retryable: true })
    const stranger = new Records(open())
    await t.rejects(stranger.write(entries), { name: 'RecordsUnavailableError' }, 'also for whoever starts meanwhile')
    await server.start()
    await until(() => records.write(entries).then(() => true, () => false))
    await stranger.write(entries)
    await stranger.close()
    const rows = await records.run((db) => db.select().from(people))
    t.equal(rows.filter(({ run }) => run === entries[0]!.run).length, 3)
  })
}
