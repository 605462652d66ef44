import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import t from 'tap'
import { keysOf } from '../../server/src/auth/keys.ts'
import { createTickets } from '../../server/src/auth/tickets.ts'

const TICKET_SECRETS = `k1:${'s'.repeat(32)}`

function ticket (...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--conditions=@classroom-popup/source', 'scripts/ticket.ts', ...args], {
    cwd: resolve(import.meta.dirname, '../..'), env: { PATH: process.env.PATH, TICKET_SECRETS, PORT: '3000' }, encoding: 'utf8'
  })
  return { status, stdout, stderr }
}

t.test('prints a link that the server takes', async t => {
  const { stdout } = ticket('--class', '3-2', '--role', 'TE', '--name', '김선생', '--json')
  const { link, launch } = JSON.parse(stdout) as { link: string, launch: string }
  t.equal(new URL(link).searchParams.get('launch'), launch)
  const user = await createTickets(keysOf(TICKET_SECRETS), { use: async () => true }).verifyLaunch(launch, true)
  t.match(user, { role: 'TE', userName: '김선생', classCode: '3-2' })
})

t.test('says what is wrong', async t => {
  const { status, stderr } = ticket('--class', 'lobby', '--role', 'TE', '--name', 'x')
  t.equal(status, 1)
  t.match(stderr, /classCode .*npm run ticket/s)
})
