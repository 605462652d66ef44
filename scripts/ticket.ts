import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { keysOf } from '../server/src/auth/keys.ts'
import { signLaunch } from '../server/src/auth/tickets.ts'
import { toUser } from '../server/src/auth/user.ts'
import { loadConfig } from '../server/src/config.ts'
import { AppError } from '../server/src/errors.ts'
import { readArgs } from './lib/args.ts'
import { popupUrl } from './lib/links.ts'

if (existsSync('.env')) process.loadEnvFile('.env')

const { json, url, ...args } = readArgs({ class: '', role: 'ST', name: '', id: randomUUID(), number: '', space: '', url: '', json: false })
const { TICKET_SECRETS, PORT } = loadConfig(process.env)

try {
  const user = toUser({ usrTpCd: args.role, userName: args.name, classCode: args.class, tempUsrId: args.id, stuNo: args.number, spaceName: args.space })
  const launch = await signLaunch(keysOf(TICKET_SECRETS)[0], user, randomUUID())
  const link = popupUrl(url || `http://localhost:${PORT}`, user, launch)
  console.log(json ? JSON.stringify({ link, launch }) : `${link}\n\nIt opens the popup once, within a minute.`)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  console.error(`${error.message}\n\n  npm run ticket -- --class 3-2 --role TE|ST --name NAME [--id ID] [--number N] [--space NAME] [--url URL] [--json]`)
  process.exitCode = 1
}
