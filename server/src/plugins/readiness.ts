import { fastifyPlugin } from 'fastify-plugin'
import { type NodeStats } from 'socket.io-kafka-adapter'
import { type Config } from '../config.ts'

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
  readonly #isFull: () => boolean
  #isDraining = false
  #isClosing = false

  constructor (stats: () => NodeStats, isFull: () => boolean) {
    this.#stats = stats
    this.#isFull = isFull
  }

  /** Why routers should send clients elsewhere; empty when they need not. */
  reasons (): string[] {
    const { ready, log } = this.#stats()
    return [
      this.#isDraining && 'draining',
      this.#isFull() && 'full',
      !ready && 'not connected to the other nodes',
      log.lag > maxLag && `${log.lag} records wait to be read`,
      log.queuedFrames > maxQueuedFrames && `${log.queuedFrames} frames wait to be written`
    ].filter((reason) => reason !== false)
  }

  /** Whether a client that was sent here all the same is let in. */
  accepts (): boolean {
    return !this.#isClosing && !this.#isFull() && this.#stats().ready
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

export const readiness = fastifyPlugin<{ config: Config }>(async (app, { config }) => {
  const isFull = () => app.io.engine.clientsCount >= config.MAX_CONNECTIONS
  app.decorate('readiness', new Readiness(() => app.node.stats(), isFull))
}, { name: 'readiness' })
