import { io, type Socket } from 'socket.io-client'
import type { ClientEvents, ServerEvents } from '@protocol/events.ts'
import type { JoinReply } from '@protocol/http.ts'

export type ClassSocket = Socket<ServerEvents, ClientEvents>

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

/** Cuts the transport as a broken network would, so that the session is recovered wherever the new link ends up. */
export function move (socket: ClassSocket): void {
  socket.io.engine?.close()
}
