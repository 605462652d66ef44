import { type Part } from './frame.ts'
import { type Packet, PacketType, type Parser } from './socket-io.ts'

/** Packets and values as the server's parser writes them: binary data, `toJSON` and custom parsers are its business. */
export class PacketCodec {
  readonly #parser: Parser
  readonly #encoder: InstanceType<Parser['Encoder']>
  /** Whether the text of a packet ends in its data as a JSON array, as the default parser writes it. */
  readonly #endsInData: boolean

  constructor (parser: Parser) {
    this.#parser = parser
    this.#encoder = new parser.Encoder()
    const probe = this.encode({ type: PacketType.EVENT, nsp: '/', data: ['a'] })
    this.#endsInData = probe.length === 1 && probe[0] === '2["a"]'
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

  /** The packet with one more string as its last argument. */
  append (parts: readonly Part[], text: string): readonly Part[] {
    const [first, ...rest] = parts
    if (this.#endsInData && typeof first === 'string') return [`${first.slice(0, -1)},"${text}"]`, ...rest]
    const packet = this.decode(parts)
    return this.encode({ ...packet, type: PacketType.EVENT, data: [...packet.data, text] })
  }

  encodeValue (value: unknown): Part[] {
    return this.encode({ type: PacketType.ACK, nsp: '/', id: 0, data: [value] })
  }

  decodeValue (parts: readonly Part[]): unknown {
    return this.decode(parts).data[0]
  }
}

function toBuffer (data: Uint8Array | ArrayBuffer): Buffer {
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength)
}
