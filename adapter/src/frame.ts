import { FrameTooLargeError } from './errors.ts'

/** What a frame is. The numbers are part of the format: never reuse one. */
export const FrameType = {
  /** A node is alive. */
  HEARTBEAT: 1,
  /** A node ends. */
  GOODBYE: 2,
  BROADCAST: 3,
  SOCKETS_JOIN: 4,
  SOCKETS_LEAVE: 5,
  DISCONNECT_SOCKETS: 6,
  SERVER_SIDE_EMIT: 7,
  FETCH_SOCKETS: 8,
  BROADCAST_WITH_ACK: 9,
  SERVER_SIDE_EMIT_WITH_ACK: 10,
  /** An answer to a request, for one node. */
  RESPONSE: 11,
  /** From here on a node reads this partition, or no longer does. */
  FOLLOW: 12,
  /** What a socket is, for the node that takes it over. */
  SESSION: 13,
  /** A node takes a session over. */
  TAKEOVER: 14,
  /** A command for a replicated machine. */
  COMMAND: 15,
  /** The state of a machine, or a piece of it. */
  CHECKPOINT: 16,
  /** A machine ends. */
  DROP: 17,
  /** Where the states of all machines of the partition are. */
  LIST: 18
} as const
export type FrameType = typeof FrameType[keyof typeof FrameType]

export interface FrameHead {
  type: FrameType
  /** Id of the node that wrote it: 16 hexadecimal digits. */
  from: string
  /** Log time, in ms, up to which that node had read everything when it made the frame. */
  asOf: number
  /** A namespace (begins with "/"), a node id, or nothing: everybody who reads the partition. */
  to: string
  /** Whether clients that were away get it later. */
  recoverable?: boolean
}

/** A unit of what nodes say to each other. */
export interface Frame extends FrameHead {
  /** Small structured part, as JSON. */
  readonly meta: unknown
  /** Payload: what the Socket.IO parser made of a packet, texts and binaries. */
  readonly parts: readonly Part[]
}
export type Part = string | Buffer

const ID_BYTES = 8
const FIXED = 1 + 1 + ID_BYTES + 8 + 2
const BINARY = 0x80000000
const RECOVERABLE = 1

/**
 * @param max - the largest frame that the log takes, in bytes
 * @throws {FrameTooLargeError}
 */
export function checkFrameSize (max: number, to: string, meta: unknown, parts: readonly Part[]): void {
  const size = frameSize(to, JSON.stringify(meta), parts)
  if (size > max) throw new FrameTooLargeError(`a frame of ${size} bytes is larger than ${max}`)
}

/** Size of a frame, in bytes. */
export function frameSize (to: string, json: string, parts: readonly Part[]): number {
  let size = FIXED + Buffer.byteLength(to) + 4 + Buffer.byteLength(json)
  for (const part of parts) size += 4 + Buffer.byteLength(part)
  return size
}

/*
 * type u8 | flags u8 | from 8 bytes | asOf f64 | length of `to` u16 | to | length of meta u32 | meta | (length u32, highest bit: binary | part)*
 */
export function encodeFrame ({ type, from, asOf, to, meta, parts, recoverable = false }: Frame): Buffer {
  const json = JSON.stringify(meta ?? null)
  const toBytes = Buffer.byteLength(to)
  const jsonBytes = Buffer.byteLength(json)

  const buffer = Buffer.allocUnsafe(frameSize(to, json, parts))
  let at = buffer.writeUInt8(type, 0)
  at = buffer.writeUInt8(recoverable ? RECOVERABLE : 0, at)
  at += buffer.write(from, at, 'hex')
  at = buffer.writeDoubleBE(asOf, at)
  at = buffer.writeUInt16BE(toBytes, at)
  at += buffer.write(to, at)
  at = buffer.writeUInt32BE(jsonBytes, at)
  at += buffer.write(json, at)
  for (const part of parts) {
    if (typeof part === 'string') {
      const written = buffer.write(part, at + 4)
      buffer.writeUInt32BE(written, at)
      at += 4 + written
    } else {
      buffer.writeUInt32BE((part.length | BINARY) >>> 0, at)
      at += 4 + part.copy(buffer, at + 4)
    }
  }
  return buffer
}

/**
 * Reads the head at once, the rest when it is asked for: most frames of a partition are for namespaces that this node does not have.
 * @throws {RangeError} when the bytes are no frame.
 */
export class DecodedFrame implements Frame {
  readonly type: FrameType
  readonly from: string
  readonly asOf: number
  readonly to: string
  readonly recoverable: boolean
  readonly bytes: Buffer
  readonly #body: number
  #meta: unknown
  #parts: Part[] | undefined

  constructor (bytes: Buffer) {
    this.bytes = bytes
    this.type = bytes.readUInt8(0) as FrameType
    this.recoverable = (bytes.readUInt8(1) & RECOVERABLE) !== 0
    this.from = bytes.toString('hex', 2, 2 + ID_BYTES)
    this.asOf = bytes.readDoubleBE(2 + ID_BYTES)
    this.#body = FIXED + bytes.readUInt16BE(FIXED - 2)
    if (this.#body > bytes.length) throw new RangeError('truncated frame')
    this.to = bytes.toString('utf8', FIXED, this.#body)
  }

  get meta (): unknown {
    this.#decode()
    return this.#meta
  }

  get parts (): readonly Part[] {
    return this.#decode()
  }

  #decode (): Part[] {
    if (this.#parts) return this.#parts
    const bytes = this.bytes
    let at = this.#body + 4
    const slice = (length: number): Buffer => {
      if (at + length > bytes.length) throw new RangeError('truncated frame')
      at += length
      return bytes.subarray(at - length, at)
    }
    this.#meta = JSON.parse(slice(bytes.readUInt32BE(this.#body)).toString())
    const parts: Part[] = []
    while (at < bytes.length) {
      const word = bytes.readUInt32BE(at)
      at += 4
      const part = slice(word & ~BINARY)
      parts.push(word & BINARY ? part : part.toString())
    }
    this.#parts = parts
    return parts
  }
}
