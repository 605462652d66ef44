import { type FastifyInstance } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config } from './config.ts'
import { tell } from './hosting/class-socket.ts'

/** What closing takes at most, beside the drain, in ms. */
const closeMs = 10_000

/** How long a node takes to end, at most, in ms. */
export function endingMs ({ DRAIN_DELAY_MS, DRAIN_WINDOW_MS }: Config): number {
  return DRAIN_DELAY_MS + DRAIN_WINDOW_MS + closeMs
}

/**
 * Sends the clients of this node to the others, spread over the drain window so that those are not stormed: each one is told when its
 * connection will be closed, and connects again by itself.
 */
export async function drain ({ readiness, classrooms, log }: FastifyInstance, { DRAIN_DELAY_MS, DRAIN_WINDOW_MS }: Config): Promise<void> {
  readiness.drain()
  await sleep(DRAIN_DELAY_MS)
  readiness.refuse()
  const sockets = [...classrooms.sockets()]
  log.info({ sockets: sockets.length }, 'draining')
  await Promise.all(sockets.map(async (socket) => {
    const reconnectInMs = Math.round(Math.random() * DRAIN_WINDOW_MS)
    tell(socket, 'server:drain', { reconnectInMs })
    await sleep(reconnectInMs)
    socket.conn.close()
  }))
}
