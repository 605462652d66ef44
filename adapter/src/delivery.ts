import { type Adapter, type BroadcastOptions, type SocketId } from 'socket.io-adapter'
import { type Part } from './frame.ts'
import { type PacketCodec } from './packet-codec.ts'
import { forEachTarget, type PacketOptions, type SocketInternals, takesFrames } from './socket-io.ts'
import { fromTargets, type Targets } from './targets.ts'

interface Outgoing {
  /** As its origin encoded it. */
  parts: readonly Part[]
  /** With the token, as clients get it. */
  sent: readonly Part[]
  token: string | undefined
}

/**
 * Writes encoded packets to the sockets of a namespace. Packets that one read of the log brings for the same sockets leave in one write:
 * the system call is what a broadcast costs.
 */
export class Delivery {
  readonly #adapter: Adapter
  readonly #codec: PacketCodec
  readonly #onSent: (id: SocketId, token: string) => void
  #targets: Targets | undefined
  #packets: Outgoing[] = []

  /** @param onSent - told the last token that a socket was sent */
  constructor (adapter: Adapter, codec: PacketCodec, onSent: (id: SocketId, token: string) => void) {
    this.#adapter = adapter
    this.#codec = codec
    this.#onSent = onSent
  }

  /** Takes a packet; it leaves at the next {@link flush} at the latest. */
  add (targets: Targets, parts: readonly Part[], token: string | undefined): void {
    if (this.#targets && !isSame(this.#targets, targets)) this.flush()
    this.#targets = targets
    this.#packets.push({ parts, token, sent: token === undefined ? parts : this.#codec.append(parts, token) })
  }

  flush (): void {
    if (!this.#targets) return
    const [targets, packets] = [this.#targets, this.#packets]
    this.#targets = undefined
    this.#packets = []
    this.#write(fromTargets(targets), packets)
  }

  /** Writes a packet at once, past what waits. */
  send (options: BroadcastOptions, parts: readonly Part[], token: string | undefined): void {
    this.#write(options, [{ parts, token, sent: token === undefined ? parts : this.#codec.append(parts, token) }])
  }

  #write (options: BroadcastOptions, packets: readonly Outgoing[]): void {
    const { volatile, compress } = options.flags ?? {}
    const base: PacketOptions = { preEncoded: true, volatile, compress }
    const { token } = packets.at(-1)!
    const texts = packets.map(({ sent }) => sent).filter(isText)
    let framed: PacketOptions | undefined

    forEachTarget(this.#adapter, options, (socket) => {
      if (socket._anyOutgoingListeners?.length) this.#notify(socket, packets)
      if (texts.length === packets.length && takesFrames(socket)) {
        framed ??= { ...base, wsPreEncodedFrame: [Buffer.concat(texts.map(([text]) => textFrame(text)))] }
        socket.client.writeToEngine(texts[0]!, framed)
      } else {
        for (const { sent } of packets) socket.client.writeToEngine(sent, base)
      }
      if (token !== undefined) this.#onSent(socket.id, token)
    })
  }

  #notify (socket: SocketInternals, packets: readonly Outgoing[]): void {
    for (const { parts } of packets) socket.notifyOutgoingListeners(this.#codec.decode(parts))
  }
}

function isText (parts: readonly Part[]): parts is readonly [string] {
  return parts.length === 1 && typeof parts[0] === 'string'
}

function isSame (a: Targets, b: Targets): boolean {
  return isSameList(a.rooms, b.rooms) && isSameList(a.except, b.except) &&
    a.flags?.volatile === b.flags?.volatile && a.flags?.compress === b.flags?.compress
}

function isSameList (a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i])
}

/** An unmasked WebSocket text frame (RFC 6455, 5.2) with an Engine.IO message, in one piece. */
export function textFrame (text: string): Buffer {
  const size = 1 + Buffer.byteLength(text)
  const head = size < 126 ? 2 : size < 65536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + size)
  frame[0] = 0x81
  if (head === 2) {
    frame[1] = size
  } else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(size, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(size), 2)
  }
  frame[head] = 0x34 // "4": a message
  frame.write(text, head + 1)
  return frame
}
