import { purge } from '../server/src/records/retention.ts'
import { readArgs } from './lib/args.ts'
import { runScript } from './lib/process.ts'
import { withRecords } from './lib/records.ts'

const dayMs = 24 * 3600 * 1000

await runScript(async () => {
  const { json, 'older-than': age } = readArgs({ 'older-than': '', json: false })
  const [, days] = /^(\d+)d$/.exec(age) ?? []
  if (!days) throw new TypeError('node --import tsx scripts/records-purge.ts --older-than 400d [--json]')
  const deleted = await withRecords((database, storage) => purge(database, storage, Date.now() - Number(days) * dayMs))
  console.log(json ? JSON.stringify(deleted) : `Deleted: ${deleted.runs} lessons and ${deleted.files} files older than ${days} days.`)
})
