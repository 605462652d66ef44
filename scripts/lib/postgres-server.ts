import { existsSync, readdirSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Guarded, makeScratch, startGuarded } from './guard.ts'
import { freePorts } from './ports.ts'

/** PostgreSQL refuses to run as root; any other user will do. */
const nobody = 65_534
const asNobody = process.getuid?.() === 0 ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []
const startTimeout = 30_000

/** A PostgreSQL on the loopback interface, with its data in a directory of its own. It does not outlive this process, whatever way that ends. */
export interface PostgresServer {
  readonly url: string
  /** Starts it again, on the same port and data; resolves when it answers. */
  start (): Promise<void>
  /** Ends it in order, connections and all; resolves when it has ended. */
  stop (): Promise<void>
  /** Ends it and removes its data. */
  remove (): Promise<void>
}

/** The folder of the newest PostgreSQL that is installed where Debian installs it. */
export function findPostgres (root = '/usr/lib/postgresql'): string | undefined {
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
}

/**
 * Starts a PostgreSQL of its own.
 * @param programs - folder of `initdb` and `postgres`
 * @throws {Error} with its last words, when it does not start
 */
export async function startPostgres (programs: string): Promise<PostgresServer> {
  const scratch = await makeScratch('postgres')
  if (asNobody.length) await chown(scratch.path, nobody, nobody)
  const data = join(scratch.path, 'data')
  const [port] = await freePorts(1) as [number]
  const url = `postgres://classroom@127.0.0.1:${port}/postgres`
  let server: Guarded | undefined
  let lines: string[] = []

  const run = (program: string, ...args: string[]) => {
    lines = []
    return startGuarded([join(programs, program), ...args], { scratch, via: asNobody, cwd: scratch.path, log: (line) => lines.push(line) })
  }

  async function start (): Promise<void> {
    // Without fsync: the data is gone after the test anyway.
    const started = await run('postgres', '-D', data, '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories=', '-F')
    let hasEnded = false
    void started.exited.then(() => { hasEnded = true })
    for (const end = Date.now() + startTimeout; !await answers(url); await sleep(20)) {
      if (hasEnded || Date.now() > end) throw new Error(`PostgreSQL did not start\n${lines.join('\n')}`)
    }
    server = started
  }

  async function stop (): Promise<void> {
    server?.signal('INT')
    await server?.exited
    server = undefined
  }

  async function remove (): Promise<void> {
    await stop()
    await scratch.remove()
  }

  try {
    const made = await run('initdb', '-D', data, '-U', 'classroom', '-A', 'trust', '--encoding=UTF8', '--locale=C', '--no-sync')
    if (await made.exited !== 0) throw new Error(`PostgreSQL could not make its directory\n${lines.join('\n')}`)
    await start()
  } catch (error) {
    await remove()
    throw error
  }
  return { url, start, stop, remove }
}

async function answers (url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
