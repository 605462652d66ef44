import { io, type Socket } from 'socket.io-client'
import type { ClientEvents, ServerEvents } from '@protocol/events.ts'
import type { JoinReply } from '@protocol/http.ts'

export type ClassSocket = Socket<ServerEvents, ClientEvents>

/** Slow networks answer in this time; who is wrong about it only gets a new link. */
const signOfLifeMs = 2000

/** A socket of the class, not yet connected. It comes back for ever: the manager of Socket.IO is the only reconnection loop. */
export function createSocket (session: () => JoinReply): ClassSocket {
  const { user, shard } = session()
  const socket: ClassSocket = io(`/${user.classCode}`, {
    auth: done => done({ ticket: session().ticket }),
    query: { shard },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: 5000,
    reconnectionDelay: 1000,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
    autoConnect: false,
    forceNew: true
  })
  // Some school proxies let a WebSocket hang instead of refusing it, so now and then polling goes first.
  socket.io.on('reconnect_attempt', attempt => {
    socket.io.opts.transports = attempt % 3 === 0 ? ['polling', 'websocket'] : ['websocket', 'polling']
  })
  return socket
}

/** Connects now instead of after the rest of the waiting time; an attempt under way is left alone. */
export function hurry (socket: ClassSocket): void {
  const engine = socket.io.engine?.readyState
  if (!socket.active || socket.connected || engine === 'opening' || engine === 'open') return
  socket.disconnect().connect()
}

/**
 * Connects at once when the link is down, and asks for a sign of life when it looks well: a network that has changed and a device that has slept
 * leave dead links behind, which would only be noticed by the heartbeat. Without an answer a new link takes over the session.
 */
export async function revive (socket: ClassSocket): Promise<void> {
  hurry(socket)
  if (!socket.active || await answers(socket)) return
  move(socket)
  hurry(socket)
}

/** Whether anything comes from the server in good time. */
function answers (socket: ClassSocket): Promise<boolean> {
  const { engine } = socket.io
  return new Promise(resolve => {
    const end = (heard: boolean): void => {
      clearTimeout(timer)
      engine.off('heartbeat', hear)
      engine.off('close', lose)
      resolve(heard)
    }
    const hear = (): void => end(true)
    const lose = (): void => end(false)
    const timer = setTimeout(lose, signOfLifeMs)
    engine.on('heartbeat', hear)
    engine.on('close', lose)
    if (socket.connected) socket.emit('time:ping', { t0: Date.now() }, () => {})
  })
}

/** Cuts the transport as a broken network would, so that the session is recovered wherever the new link ends up. */
export function move (socket: ClassSocket): void {
  socket.io.engine?.close()
}
