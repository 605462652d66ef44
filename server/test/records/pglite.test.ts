import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Database } from '../../src/records/database.ts'
import { openPglite } from '../../src/records/pglite.ts'
import { classRuns } from '../../src/records/schema.ts'
import { recordsContract } from './contract.ts'

const folder = join(t.testdir(), 'data')
const database = new Database(() => openPglite(folder))
t.teardown(() => database.close())

recordsContract(t, 'PGlite', database)

t.test('the folder is for one at a time, and keeps what is in it', async (t) => {
  const second = new Database(() => openPglite(folder))
  await t.rejects(second.run(async () => {}), { name: 'RecordsUnavailableError', cause: { message: /uses/ } })
  await database.close()
  t.notOk(existsSync(join(folder, 'lock')))
  const runs = await second.run((db) => db.$count(classRuns))
  t.ok(runs)
  await second.close()
})
