import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type Test } from 'tap'
import { type UserInfo } from '../../protocol/user.ts'
import { enter } from '../enter.ts'
import { until } from '../helper.ts'

const root = resolve(import.meta.dirname, '../../..')

interface Line { msg: string, pid: number, url?: string, internal?: string, worker?: number }

/** A server of two workers. */
export async function start (t: Test) {
  const args = ['--import', 'tsx', '--conditions=@classroom-popup/source', 'server/src/main.ts']
  const env = { PATH: process.env.PATH, MODE: 'cluster', WORKERS: '2', PORT: '0', INTERNAL_PORT: '0', DRAIN_WINDOW_MS: '100', DATABASE_URL: 'none' }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => { child.kill('SIGKILL') })
  const exit = once(child, 'exit')
  const lines: Line[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line) as Line))
  const workers = () => children(child.pid!)

  const listening = () => lines.find(({ msg, url }) => msg === 'ready' && url)
  await until(listening)
  const { url, internal } = listening() as Required<Line>
  /** Resolves when so many workers have become ready, as the primary knows it. */
  const ready = (count: number) => until(() => lines.filter(({ msg }) => msg === 'a worker takes clients').length === count)
  await ready(2)

  const enterHere = (user: UserInfo, transport: 'websocket' | 'polling' = 'websocket') => enter(t, url, user, { transports: [transport] })
  return { child, exit, lines, url, internal, workers, ready, enter: enterHere }
}

/** The processes that a process has started. */
function children (pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

export function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The values of a metric, one for each worker. */
export async function metric (internal: string, name: string): Promise<number[]> {
  const text = await (await fetch(`${internal}/metrics`)).text()
  return text.split('\n').filter((line) => line.startsWith(`${name}{worker=`)).map((line) => Number(line.split(' ')[1]))
}
