import { type Adapter, type BroadcastOptions } from 'socket.io-adapter'
import { type Part } from './frame.ts'

/*
 * What this library uses of Socket.IO beyond its public types, in one place.
 */

/** A packet of socket.io-parser. */
export interface Packet {
  type: number
  nsp: string
  data: unknown[]
  id?: number
}
export const PacketType = { EVENT: 2, ACK: 3 } as const

export interface PacketOptions {
  preEncoded: true
  volatile: boolean | undefined
  compress: boolean | undefined
  wsPreEncodedFrame?: Buffer[]
}

interface EngineConnection {
  transport: { name: string, writable: boolean, perMessageDeflate?: unknown, socket?: { _sender?: { sendFrame?: unknown } } }
  write (data: Part, options: PacketOptions): void
  close (discard?: boolean): void
}

export interface SocketInternals {
  id: string
  pid?: string
  recovered: boolean
  handshake: Record<string, unknown>
  rooms: Set<string>
  data: unknown
  /** What is called when its client acknowledges, by the id of the packet. */
  acks: Map<number, unknown>
  conn: EngineConnection
  client: { writeToEngine (parts: readonly Part[], options: PacketOptions): void }
  _anyOutgoingListeners?: unknown[]
  notifyOutgoingListeners (packet: Packet): void
  _onclose (reason: string): void
  disconnect (close?: boolean): SocketInternals
}

export interface NamespaceInternals {
  name: string
  sockets: Map<string, SocketInternals>
  server: { _parser: Parser, opts: { connectionStateRecovery?: { maxDisconnectionDuration?: number } } }
  run (socket: unknown, next: (error?: Error) => void): void
  _onServerSideEmit (args: unknown[]): void
}

export interface Parser {
  Encoder: new () => { encode (packet: Packet): (string | Uint8Array | ArrayBuffer)[] }
  Decoder: new () => { on (event: 'decoded', listener: (packet: Packet) => void): void, add (part: Part): void, destroy (): void }
}

/** Calls back for each local socket that is meant, once. */
export function forEachTarget (adapter: Adapter, options: BroadcastOptions, callback: (socket: SocketInternals) => void): void {
  (adapter as unknown as { apply (options: BroadcastOptions, callback: (socket: SocketInternals) => void): void }).apply(options, callback)
}

/** No client of the namespace gets further than its middlewares before `ready`. */
export function holdConnections (nsp: NamespaceInternals, ready: () => Promise<void>): void {
  const run = nsp.run
  nsp.run = (socket, next) => {
    ready().then(() => run.call(nsp, socket, next), next)
  }
}

/** Whether a WebSocket frame that is already made can be written to this socket. */
export function takesFrames ({ conn: { transport } }: SocketInternals): boolean {
  return transport.name === 'websocket' && !transport.perMessageDeflate && typeof transport.socket?._sender?.sendFrame === 'function'
}

/** Ends a socket as a broken connection would, at once. */
export function cutSocket (socket: SocketInternals): void {
  socket._onclose('transport close')
  socket.conn.close(true)
}
