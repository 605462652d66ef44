import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Guarded, startGuarded } from '../guard.ts'
import { parts } from '../parts.ts'
import { ROOT } from '../root.ts'
import { isStale } from '../stale.ts'
import { type LineLog } from './merged-log.ts'

const BUILT = ['--enable-source-maps', 'dist/server/src/main.js']
const SOURCES = ['--import', 'tsx', '--conditions=@classroom-popup/source', 'server/src/main.ts']
const RESTART_DELAY = 500
const READY_INTERVAL = 50
const STOP_GRACE = 3_000

export interface PodOptions {
  port: number
  internalPort: number
  /** Whether it is started again, on the same ports, when it ends by itself after it was ready once. */
  restart: boolean
  env: NodeJS.ProcessEnv
  log: LineLog
}

/** A server of the cluster, as a process of its own. */
export interface Pod {
  /** Where the popup opens. */
  readonly url: string
  /** Health and metrics. */
  readonly internal: string
  /** The process that listens; another one after a restart. */
  readonly pid: number
  /** Resolves when it takes clients for the first time; rejects when it ends before that. */
  readonly ready: Promise<void>
  /** Ends it, by force when it takes long; resolves when it is gone. */
  stop (): Promise<void>
}

/** Starts a pod. */
export function startPod ({ port, internalPort, restart, env, log }: PodOptions): Pod {
  const [url, internal] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${internalPort}`]
  let server: Guarded | undefined
  const stopping = new AbortController()
  // What was built starts much faster, but must not be out of date.
  const main = [parts.adapter, parts.server].some(({ sources, output }) => isStale(sources, output)) ? SOURCES : BUILT

  async function run (onReady: () => void): Promise<void> {
    for (let wasReady = false; !stopping.signal.aborted; await sleep(RESTART_DELAY)) {
      server = await startGuarded([process.execPath, ...main], { cwd: ROOT, env: { ...env, PORT: String(port), INTERNAL_PORT: String(internalPort) }, log })
      if (stopping.signal.aborted) server.signal('KILL')
      if (await isReady(internal, server)) {
        if (wasReady) log(`is back as process ${server.pid}`)
        wasReady = true
        onReady()
      }
      const end = ending(await server.exited)
      if (stopping.signal.aborted) return
      if (!wasReady) throw new Error(`a pod did not start: it ended (${end})`)
      log(`process ${server.pid} ended (${end})`)
      if (!restart) return
    }
  }

  let ended: Promise<void>
  const ready = new Promise<void>((resolve, reject) => { ended = run(resolve).catch(reject) })
  return {
    url,
    internal,
    ready,
    get pid () { return server!.pid },
    async stop () {
      stopping.abort()
      server?.signal('TERM')
      const force = setTimeout(() => server?.signal('KILL'), STOP_GRACE)
      await ended
      clearTimeout(force)
    }
  }
}

/** Resolves to true when the pod takes clients, to false when it has ended. */
async function isReady (internal: string, { exited }: Guarded): Promise<boolean> {
  const ended = new AbortController()
  void exited.then(() => ended.abort())
  while (!ended.signal.aborted) {
    const answer = await fetch(`${internal}/readyz`, { signal: ended.signal }).catch(() => undefined)
    if (answer?.ok) return true
    await sleep(READY_INTERVAL)
  }
  return false
}

/** An exit code in words; above 128 it is a signal. */
function ending (code: number): string {
  const [signal] = Object.entries(constants.signals).find(([, number]) => number === code - 128) ?? []
  return signal ?? `code ${code}`
}
