import { fastifyPlugin } from 'fastify-plugin'
import { type NodeStats } from 'socket.io-kafka-adapter'

declare module 'fastify' {
  interface FastifyInstance { readiness: Readiness }
}

/** Records that may wait to be read. */
const maxLag = 10_000
/** Frames that may wait to be written. */
const maxQueuedFrames = 10_000

/** Whether this node may be sent clients. */
export class Readiness {
  readonly #stats: () => NodeStats
  #isDraining = false
  #isClosing = false

  constructor (stats: () => NodeStats) {
    this.#stats = stats
  }

  /** Why routers should send clients elsewhere; empty when they need not. */
  reasons (): string[] {
    const { ready, log } = this.#stats()
    return [
      this.#isDraining && 'draining',
      !ready && 'not connected to the other nodes',
      log.lag > maxLag && `${log.lag} records wait to be read`,
      log.queuedFrames > maxQueuedFrames && `${log.queuedFrames} frames wait to be written`
    ].filter((reason) => reason !== false)
  }

  /** Whether a client that was sent here all the same is let in. */
  accepts (): boolean {
    return !this.#isClosing && this.#stats().ready
  }

  /** From now on routers should send nobody. */
  drain (): void {
    this.#isDraining = true
  }

  /** From now on nobody is let in. */
  refuse (): void {
    this.#isClosing = true
  }
}

export const readiness = fastifyPlugin(async (app) => {
  app.decorate('readiness', new Readiness(() => app.node.stats()))
}, { name: 'readiness' })
