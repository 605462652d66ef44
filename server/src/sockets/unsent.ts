import { type ClassSocket } from '../hosting/class-socket.ts'

type Connection = ClassSocket['conn']

/** What is used of Engine.IO beyond its public types. */
interface Internals {
  writeBuffer: readonly Packet[]
  transport: { socket?: { readonly bufferedAmount: number, close (code: number, reason: string): void, terminate (): void } }
}
interface Packet {
  data?: string | ArrayBufferView | ArrayBuffer
  /** Frames that are made already; then `data` is only the first of them. */
  options?: { wsPreEncodedFrame?: readonly Buffer[] }
}

/** Close code for applications. */
const slowCode = 4008
/** How long the client has to read up to the frame that says why, in ms. */
const closeMs = 5_000

const watched = new WeakSet<Connection>()

/**
 * Ends a connection when its client leaves more than so many bytes unread, before they fill the memory: what waits to be written, here and in
 * the WebSocket. One packet may be larger by itself; and what a client that came back has missed is its to have.
 * @param onSlow - told before the connection ends
 */
export function limitUnsent (conn: Connection, maxBytes: number, onSlow: () => void): void {
  if (watched.has(conn)) return
  watched.add(conn)
  const internals = conn as unknown as Internals
  let queued = internals.writeBuffer.reduce((bytes, packet) => bytes + sizeOf(packet), 0)
  const unsent = () => queued + (internals.transport.socket?.bufferedAmount ?? 0)
  let spared = unsent()
  let isSlow = false

  conn.on('flush', () => { queued = 0 })
  conn.on('packetCreate', (packet: Packet) => {
    const waiting = unsent()
    spared = Math.min(spared, waiting)
    queued += sizeOf(packet)
    if (isSlow || waiting - spared <= maxBytes) return
    isSlow = true
    // Not amid a broadcast, since this changes the rooms that it is going through.
    setImmediate(() => {
      onSlow()
      end(conn, internals)
    })
  })
}

function sizeOf ({ data, options }: Packet): number {
  if (options?.wsPreEncodedFrame) return options.wsPreEncodedFrame.reduce((bytes, { length }) => bytes + length, 0)
  return typeof data === 'string' ? data.length : data?.byteLength ?? 0
}

function end (conn: Connection, { transport: { socket } }: Internals): void {
  socket?.close(slowCode, 'too slow')
  conn.close(true)
  if (socket) setTimeout(() => socket.terminate(), closeMs).unref()
}
