import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Test } from 'tap'

/** The root of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Resolves when the condition holds; the test's own timeout is the limit. */
export async function until (condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!await condition()) await delay(20)
}

/** Whether a process with this id exists. */
export function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A process that the test started; it is killed when the test ends. */
export interface Running {
  readonly process: ChildProcess
  /** What it wrote to its standard output so far, line by line. */
  readonly lines: string[]
  /** All of its standard error so far. */
  readonly errors: () => string
  /** Resolves with its exit code, null after a signal, when it and all that shares its output have ended. */
  readonly exited: Promise<number | null>
  /** Resolves with the first line of its standard output, parsed. */
  json (): Promise<unknown>
}

interface StartOptions {
  /** Default: the root of the project. */
  cwd?: string
  /** Added to the environment. */
  env?: NodeJS.ProcessEnv
}

/** Starts a command as a user's shell would: without what tap says to its children. */
export function start (t: Test, command: string, args: string[], { cwd = ROOT, env = {} }: StartOptions = {}): Running {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TAP|NODE_OPTIONS)/.test(name)))
  const child = spawn(command, args, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  const lines: string[] = []
  let errors = ''
  const output = createInterface({ input: child.stdout }).on('line', line => lines.push(line))
  child.stderr.on('data', data => { errors += data })
  return {
    process: child,
    lines,
    errors: () => errors,
    exited: once(child, 'close').then(([code]) => code as number | null),
    async json () {
      if (lines.length === 0) await Promise.race([once(output, 'line'), once(child, 'close')])
      if (lines.length === 0) throw new Error(`no output. ${errors}`)
      return JSON.parse(lines[0]!)
    }
  }
}

/** Starts a TypeScript file of the project; its path is relative to the root. */
export function startScript (t: Test, path: string, args: string[] = [], options?: StartOptions): Running {
  return start(t, process.execPath, ['--import', 'tsx', join(ROOT, path), ...args], options)
}
