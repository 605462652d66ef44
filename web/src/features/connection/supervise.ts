import { ApiError } from '../entry/api.ts'
import { afterRefusal, type LinkEvent } from './link.ts'
import { type ClassSocket, move } from './socket.ts'

/** What a supervised socket needs from its owner. */
export interface Owner {
  /** Whether the socket is still the one in use. */
  owns: () => boolean
  isJoined: () => boolean
  happen: (event: LinkEvent) => void
  /** The class cannot go on, for the reason with this code. */
  fail: (code: string) => void
  /**
   * Gets a fresh ticket.
   * @throws {ApiError} when there is none
   */
  renew: () => Promise<void>
}

/** Between one and five seconds, so that a class does not come back in one instant. */
const patience = (): number => 1000 + Math.random() * 4000

/** Follows the link, and decides what happens when the server refuses or ends it; a broken network is left to Socket.IO. */
export function supervise (socket: ClassSocket, { owns, isJoined, happen, fail, renew }: Owner): void {
  let renewed = false

  async function refused (code: string): Promise<void> {
    const answer = afterRefusal(code, renewed)
    if (answer === 'fail') return fail(code)
    if (answer === 'retry') {
      await new Promise(resolve => setTimeout(resolve, patience()))
    } else {
      renewed = true
      try {
        await renew()
      } catch (error) {
        return fail(error instanceof ApiError ? error.code : 'UNAVAILABLE')
      }
    }
    if (owns()) socket.connect()
  }

  socket.on('joined', () => {
    renewed = false
    happen('joined')
  })
  socket.on('connect', () => {
    if (socket.recovered) happen('joined')
  })
  socket.on('connect_error', error => {
    happen('lost')
    if (!socket.active) void refused(codeOf(error))
  })
  socket.on('disconnect', reason => {
    const wasJoined = isJoined()
    happen('lost')
    // Before joining it is the server's patience that has ended; after that, the class.
    if (reason === 'io server disconnect') void refused(wasJoined ? 'ENDED' : 'FORBIDDEN')
  })
  socket.on('app:error', ({ code, retryable }) => {
    if (isJoined()) {
      // A person has so many windows; the oldest one gives way.
      if (code === 'RATE_LIMIT' && !retryable) fail('ELSEWHERE')
      return
    }
    if (retryable) setTimeout(() => move(socket), patience())
    else fail(code)
  })
  // The last thing that a client hears before its socket is ended.
  socket.on('control', ({ removed }) => {
    if (removed) fail(removed.toUpperCase())
  })
  socket.on('server:drain', ({ reconnectInMs }) => {
    setTimeout(() => move(socket), reconnectInMs)
  })
}

/** The server's code of a refused handshake; Socket.IO's own refusals only have a message. */
function codeOf (error: Error & { data?: unknown }): string {
  const data = error.data
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string' ? data.code : error.message
}
