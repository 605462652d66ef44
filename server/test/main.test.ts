import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { io } from 'socket.io-client'
import t, { type Test } from 'tap'
import { type JoinReply } from '../protocol/http.ts'
import { type Client, next } from './helper.ts'

const root = resolve(import.meta.dirname, '../..')

/** The server as a process of its own. */
function start (t: Test, env: NodeJS.ProcessEnv) {
  const args = ['--import', 'tsx', '--conditions=@classroom-popup/source', 'server/src/main.ts']
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env.PATH, PORT: '0', INTERNAL_PORT: '0', ...env } })
  t.teardown(() => { child.kill('SIGKILL') })
  let errors = ''
  child.stderr.on('data', (chunk) => { errors += chunk })
  const exit = once(child, 'exit').then(([code]) => ({ code: code as number, errors }))
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    child.emit('line', JSON.parse(line))
  })
  /** Resolves to the first line of the log with that message. */
  const logged = (msg: string): Promise<Record<string, string>> => new Promise((resolve) => {
    child.on('line', (line: Record<string, string>) => { if (line.msg === msg) resolve(line) })
  })
  return { child, exit, lines, logged }
}

t.test('runs until SIGTERM, and ends by itself', async t => {
  const { child, exit, lines, logged } = start(t, { DRAIN_WINDOW_MS: '100' })
  const { url, internal } = await logged('ready')
  t.equal((await fetch(`${internal}/readyz`)).status, 200)
  const join = await fetch(`${url}/socket/join?userName=secret`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ usrTpCd: 'TE', userName: '비밀선생', classCode: '3-2', tempUsrId: 'secret-id' })
  })
  t.equal(join.status, 200)
  t.match(lines.join('\n'), /OPEN MODE/)
  t.match(lines.join('\n'), /"path":"\/socket\/join"/)
  t.notMatch(lines.join('\n'), /secret|비밀/, 'nothing personal is in the log')
  const { ticket } = await join.json() as JoinReply
  const client: Client = io(`${url}/3-2`, { auth: { ticket }, reconnection: false, transports: ['websocket'] })
  await next(client, 'connect')
  const told = next(client, 'server:drain')
  const cut = next(client, 'disconnect')
  child.kill('SIGTERM')
  t.match(await told, [{ reconnectInMs: Number }])
  t.equal((await cut)[0], 'transport close')
  t.equal((await exit).code, 0)
})

t.test('a wrong environment ends it at once', async t => {
  const wrong = await start(t, { MODE: 'cloud', PORT: '-1' }).exit
  t.equal(wrong.code, 1)
  t.match(wrong.errors, /MODE: expected one of memory, cluster, kafka/)
  t.match(wrong.errors, /PORT: expected an integer/)
  const open = await start(t, { NODE_ENV: 'production' }).exit
  t.equal(open.code, 1)
  t.match(open.errors, /TICKET_SECRETS: expected .*production/)
})
