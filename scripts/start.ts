import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type UserInfo } from '../server/protocol/user.ts'
import { popupUrl } from './lib/links.ts'
import { parts } from './lib/parts.ts'
import { ROOT } from './lib/root.ts'
import { isStale } from './lib/stale.ts'

process.chdir(ROOT)
if (existsSync('.env')) process.loadEnvFile('.env')

for (const { script, sources, output } of Object.values(parts)) {
  if (!isStale(sources, output)) continue
  const { status } = spawnSync('npm', ['run', script], { stdio: 'inherit' })
  if (status) process.exit(status)
}

// In this process, so that signals reach the server. Goes on once it is ready.
await import(new URL('../dist/server/src/main.js', import.meta.url).href)

const { MODE = 'memory', TICKET_SECRETS, TICKET_SECRETS_FILE, PORT = '3000' } = process.env
if (MODE !== 'kafka') {
  const base = `http://localhost:${PORT}`
  const demo: UserInfo[] = [
    { usrTpCd: 'TE', userName: '김선생', spaceName: '3학년 2반', classCode: 'demo', tempUsrId: 'demo-te' },
    { usrTpCd: 'ST', userName: '이하늘', spaceName: '3학년 2반', classCode: 'demo', tempUsrId: 'demo-st', stuNo: '1' }
  ]
  console.log(TICKET_SECRETS ?? TICKET_SECRETS_FILE
    ? '\nLinks to a class: npm run ticket -- --class demo --role TE --name ...\n'
    : `\nA class to try out, as its teacher:\n  ${popupUrl(base, demo[0]!)}\nand as a pupil:\n  ${popupUrl(base, demo[1]!)}\n`)
}
