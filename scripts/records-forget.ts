import { forgetPerson } from '../server/src/records/retention.ts'
import { readArgs } from './lib/args.ts'
import { runScript } from './lib/process.ts'
import { withRecords } from './lib/records.ts'

await runScript(async () => {
  const { json, uid } = readArgs({ uid: '', json: false })
  if (!uid) throw new TypeError('node --import tsx scripts/records-forget.ts --uid ID [--json]')
  const deleted = await withRecords((database, storage) => forgetPerson(database, storage, uid))
  const counts = Object.entries(deleted).map(([name, count]) => `${name} ${count}`).join(', ')
  console.log(json ? JSON.stringify(deleted) : `Deleted of ${uid}: ${counts}.`)
})
