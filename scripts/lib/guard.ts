import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { type Writable } from 'node:stream'

/**
 * Runs `"$@"` until it ends, or until standard input does: the operating system closes that pipe however the process that
 * holds it ends, SIGKILL included. Until then each line on it is the name of a signal to send. Prints the process id first.
 */
const RUN = `
exec 4<&0
sh -c 'echo $$; exec "$@"' sh "$@" </dev/null 4<&- &
pid=$!
exec 2>/dev/null
{ while read -r signal; do kill -s "$signal" "$pid"; done; kill -s KILL "$pid"; } <&4 &
watcher=$!
wait "$pid"
code=$?
kill "$watcher"
exit "$code"
`

const SCRATCH = 'dir=$(mktemp -d "$1") && echo "$dir" && cat >/dev/null; rm -rf "$dir"'

/** A directory that is removed when this process and all guarded processes that use it have ended. */
export interface Scratch {
  readonly path: string
  /** Whoever holds this pipe keeps the directory. */
  readonly pipe: Writable
  /** Lets go of the directory; resolves when it is gone, which is when the last guarded process that uses it has ended. */
  remove (): Promise<void>
}

/**
 * Makes a new directory that does not outlive its users, however they end.
 * @param prefix - Begin of its name.
 * @param parent - Where to put it. Default: the system's temporary directory.
 */
export async function makeScratch (prefix: string, parent = tmpdir()): Promise<Scratch> {
  const child = spawn('sh', ['-c', SCRATCH, 'sh', `${parent}/${prefix}-XXXXXX`], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const [path] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
  if (typeof path !== 'string') throw new Error(`cannot make a directory in ${parent}`)
  return {
    path,
    pipe: child.stdin,
    async remove () {
      // Not end(): that would shut the pipe down for the guarded processes too.
      child.stdin.destroy()
      await ended
    }
  }
}

export interface GuardOptions {
  /** Kept at least as long as the process lives. */
  scratch?: Scratch
  /** Working directory. Default: that of this process. */
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Command that runs a shell elsewhere, its standard input connected, such as `docker run -i IMAGE`. */
  via?: readonly string[]
  /** Gets each line that the process writes. */
  log?: (line: string) => void
}

/** A process that cannot outlive this one. */
export interface Guarded {
  readonly pid: number
  /** Resolves with the exit code (128 + n after signal n) when the process has ended. Never rejects. */
  readonly exited: Promise<number>
  /** Sends a signal, named without SIG. Nothing happens when the process has ended. */
  signal (name: 'TERM' | 'KILL' | 'INT' | 'STOP' | 'CONT'): void
}

/** Starts a command as a process that is killed when this process ends, however that comes about. */
export async function startGuarded (command: readonly string[], { scratch, cwd, env, via = [], log = () => {} }: GuardOptions = {}): Promise<Guarded> {
  const [file, ...args] = [...via, 'sh', '-c', RUN, 'sh', ...command] as [string, ...string[]]
  // Detached: a Ctrl-C in the terminal is for this process alone, which then ends the others in its own order.
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe', scratch?.pipe ?? 'ignore'] }) as ChildProcessWithoutNullStreams
  child.stdin.on('error', () => {}) // a signal for a process that has just ended
  const exited = new Promise<number>(resolve => child.once('exit', code => resolve(code ?? -1)))
  createInterface({ input: child.stderr }).on('line', log)
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`${file} ended with code ${code}`)))
    const lines = createInterface({ input: child.stdout })
    lines.once('line', first => {
      resolve(Number(first))
      lines.on('line', log)
    })
  })
  return { pid, exited, signal: name => { child.stdin.write(`${name}\n`) } }
}
