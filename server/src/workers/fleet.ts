import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FastifyBaseLogger } from 'fastify'
import { type WorkerState } from './worker.ts'

const firstDelayMs = 100
const maxDelayMs = 10_000
/** A worker that lived for so long was well; how often others failed before it does not matter. */
const stableMs = 30_000

/** The worker processes: each one is replaced when it ends, until all are told to. */
export class Fleet {
  readonly #log: FastifyBaseLogger
  readonly #onFork: (worker: Worker) => void
  readonly #ending = new AbortController()
  /** Why those that run should be sent no clients. */
  readonly #reasons = new Map<Worker, readonly string[]>()
  readonly #slots: Array<Promise<void>>

  /** @param onFork - told of each new worker */
  constructor (count: number, log: FastifyBaseLogger, onFork: (worker: Worker) => void) {
    this.#log = log
    this.#onFork = onFork
    this.#slots = Array.from({ length: count }, () => this.#keep())
  }

  /** Why no client should be sent here; empty when some worker takes them. */
  reasons (): string[] {
    if (this.#ending.signal.aborted) return ['draining']
    const reasons = [...this.#reasons.values()]
    return reasons.some(({ length }) => !length) ? [] : ['no worker is ready', ...new Set(reasons.flat())]
  }

  /** Sends the workers' clients away and ends them. Resolves when all have ended. */
  async end (): Promise<void> {
    this.#ending.abort()
    for (const worker of this.#reasons.keys()) worker.process.kill('SIGTERM')
    await Promise.all(this.#slots)
  }

  async #keep (): Promise<void> {
    const { signal } = this.#ending
    for (let failures = 0; !signal.aborted; failures++) {
      const startedAt = performance.now()
      const worker = this.#fork()
      const [code, killedBy] = await once(worker, 'exit')
      this.#reasons.delete(worker)
      if (signal.aborted && code === 0) return
      this.#log.error({ worker: worker.id, code, signal: killedBy }, 'a worker failed')
      if (performance.now() - startedAt > stableMs) failures = 0
      await sleep(Math.min(maxDelayMs, firstDelayMs * 2 ** failures), undefined, { signal }).catch(() => {})
    }
  }

  #fork (): Worker {
    const worker = cluster.fork()
    const tell = (reasons: readonly string[], clients: number) => {
      const wasTaking = this.#reasons.get(worker)?.length === 0
      if (!reasons.length && !wasTaking) this.#log.info({ worker: worker.id }, 'a worker takes clients')
      this.#reasons.set(worker, reasons)
      // The number by which connections are spread, and which @socket.io/sticky counts on: one that is not ready is never the least.
      Object.assign(worker, { clientsCount: reasons.length ? Infinity : clients })
    }
    tell(['starting'], 0)
    worker.on('message', ({ type, reasons, clients }: WorkerState) => {
      if (type === 'worker:state') tell(reasons, clients)
    })
    this.#onFork(worker)
    return worker
  }
}
