import { type IncomingMessage, type RequestListener } from 'node:http'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { type Guarded, startGuarded } from '../guard.ts'
import { parts } from '../parts.ts'
import { ROOT } from '../root.ts'
import { isStale } from '../stale.ts'

interface Announcement { index: number, url: string }
const ANNOUNCEMENT = 'listens: '

const SOURCES = ['--conditions=@classroom-popup/source']
/** What was built is what users run: the tools that run sources as they are make them slower. Decided once. */
let conditions: string[] | undefined

/** What a process of the benchmark does when it is told to. Arguments and results go through JSON. */
export type Commands<T> = { [K in keyof T]: (argument: never) => unknown }

/** The same commands, called from another process. */
export type Remote<T extends Commands<T>> = { [K in keyof T]: (...argument: Parameters<T[K]>) => Promise<Awaited<ReturnType<T[K]>>> }

/** Answers what {@link remote} asks. */
export function answer<T extends Commands<T>> (commands: T): RequestListener {
  const run = async (request: IncomingMessage): Promise<unknown> => {
    const command = commands[request.url!.slice(1) as keyof T]
    return await command(await json(request) as never)
  }
  return (request, response) => {
    run(request).then(
      result => response.end(JSON.stringify(result ?? null)),
      (error: unknown) => response.writeHead(500).end(String(error)))
  }
}

/** Calls the commands of the process that answers at the address; rejects with what it throws. */
export function remote<T extends Commands<T>> (url: string): Remote<T> {
  return new Proxy({} as Remote<T>, {
    get: (_, name) => async (argument: unknown) => {
      const response = await fetch(`${url}/${String(name)}`, { method: 'POST', body: JSON.stringify(argument ?? null) })
      if (!response.ok) throw new Error(`${String(name)}: ${await response.text()}`)
      return await response.json() as unknown
    }
  })
}

/** Tells {@link startProcess} where this process answers. */
export function announce (index: number, port: number): void {
  console.log(ANNOUNCEMENT + JSON.stringify({ index, url: `http://127.0.0.1:${port}` } satisfies Announcement))
}

export interface Started {
  readonly pid: number
  /** Where it answers, and each of its children does. */
  readonly urls: string[]
  stop (): Promise<void>
}

/**
 * Starts a script of this directory; resolves when it has announced `count` addresses.
 * @throws {Error} when it ends before; the message has its last words
 */
export async function startProcess (script: string, args: object, count = 1): Promise<Started> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const urls: string[] = []
  const words: string[] = []
  let child: Guarded | undefined
  await new Promise<void>((resolve, reject) => {
    const log = (line: string): void => {
      if (line.startsWith(ANNOUNCEMENT)) {
        const { index, url } = JSON.parse(line.slice(ANNOUNCEMENT.length)) as Announcement
        urls[index] = url
      } else {
        words.push(line)
      }
      if (Object.keys(urls).length === count) resolve()
    }
    conditions ??= isStale(parts.adapter.sources, parts.adapter.output) ? SOURCES : []
    const command = [process.execPath, '--expose-gc', '--import', 'tsx', ...conditions, file, JSON.stringify(args)]
    startGuarded(command, { cwd: ROOT, log }).then(async started => {
      child = started
      await started.exited
      reject(new Error(`${script} ended. ${words.slice(-10).join('\n')}`))
    }, reject)
  })
  const { pid, signal, exited } = child!
  return {
    pid,
    urls,
    async stop () {
      signal('KILL')
      await exited
    }
  }
}
