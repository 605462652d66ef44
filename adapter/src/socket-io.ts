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
const ACK = 3

export interface SocketInternals {
  id: string
  handshake: Record<string, unknown>
  rooms: Set<string>
  data: unknown
  conn: { close (): void }
  disconnect (close?: boolean): SocketInternals
}

export interface NamespaceInternals {
  name: string
  sockets: Map<string, SocketInternals>
  server: { _parser: Parser }
  _onServerSideEmit (args: unknown[]): void
}

interface Parser {
  Encoder: new () => { encode (packet: Packet): (string | Uint8Array | ArrayBuffer)[] }
  Decoder: new () => { on (event: 'decoded', listener: (packet: Packet) => void): void, add (part: Part): void, destroy (): void }
}

/** Packets and values as the server's parser writes them: binary data, `toJSON` and custom parsers are its business. */
export class PacketCodec {
  readonly #parser: Parser
  readonly #encoder: InstanceType<Parser['Encoder']>

  constructor (parser: Parser) {
    this.#parser = parser
    this.#encoder = new parser.Encoder()
  }

  /** @throws when the data cannot be encoded, as `socket.emit` does */
  encode (packet: Packet): Part[] {
    return this.#encoder.encode(packet).map((part) => typeof part === 'string' ? part : toBuffer(part))
  }

  /** @throws when the parts are no packet */
  decode (parts: readonly Part[]): Packet {
    let decoded: Packet | undefined
    const decoder = new this.#parser.Decoder()
    decoder.on('decoded', (packet) => { decoded = packet })
    for (const part of parts) decoder.add(part)
    decoder.destroy()
    if (!decoded) throw new TypeError('incomplete packet')
    return decoded
  }

  encodeValue (value: unknown): Part[] {
    return this.encode({ type: ACK, nsp: '/', id: 0, data: [value] })
  }

  decodeValue (parts: readonly Part[]): unknown {
    return this.decode(parts).data[0]
  }
}

function toBuffer (data: Uint8Array | ArrayBuffer): Buffer {
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength)
}

/** A packet that its origin encoded. It is decoded only when a listener (`onAnyOutgoing`) wants to see the data. */
export class EncodedPacket {
  readonly parts: readonly Part[]
  readonly #codec: PacketCodec
  nsp = ''

  constructor (parts: readonly Part[], codec: PacketCodec) {
    this.parts = parts
    this.#codec = codec
  }

  get data (): unknown[] {
    return this.#codec.decode(this.parts).data
  }
}
