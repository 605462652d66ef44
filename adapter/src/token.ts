import { type Ahead } from './ahead.ts'
import { murmur2 } from './partition.ts'
import { type Place } from './place.ts'

/** Where a client stands: it has received everything that was meant for it up to this place of its namespace's partition. */
export interface Token {
  place: Place
  /** Log time, in ms: tells a place of this log from the same place of a log that was made anew. */
  time: number
  /** And some that stand further on. */
  ahead?: Ahead | undefined
}

const VERSION = 1
const SUM_BYTES = 4
const SIZE = 17 + SUM_BYTES
const SIZE_AHEAD = SIZE + 8 + 8
const TEXT = /^(?:[\w-]{28}|[\w-]{50})$/

/** Opaque to clients: version, place, time, what was received ahead of the log, and a checksum, so that no string of the application is taken for one. */
export function encodeToken (nsp: string, { place, time, ahead }: Token): string {
  const bytes = Buffer.allocUnsafe(ahead ? SIZE_AHEAD : SIZE)
  bytes.writeUInt8(VERSION, 0)
  bytes.writeDoubleBE(place, 1)
  bytes.writeDoubleBE(time, 9)
  if (ahead) {
    bytes.write(ahead.node, 17, 'hex')
    bytes.writeDoubleBE(ahead.seq, 25)
  }
  bytes.writeInt32BE(checksum(nsp, bytes), bytes.length - SUM_BYTES)
  return bytes.toString('base64url')
}

export function decodeToken (nsp: string, text: string): Token | undefined {
  if (!TEXT.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.readUInt8(0) !== VERSION || bytes.readInt32BE(bytes.length - SUM_BYTES) !== checksum(nsp, bytes)) return undefined
  const ahead = bytes.length === SIZE ? undefined : { node: bytes.toString('hex', 17, 25), seq: bytes.readDoubleBE(25) }
  return { place: bytes.readDoubleBE(1), time: bytes.readDoubleBE(9), ahead }
}

function checksum (nsp: string, bytes: Buffer): number {
  let hash = murmur2(bytes.subarray(0, -SUM_BYTES))
  for (let i = 0; i < nsp.length; i++) hash = Math.imul(hash ^ nsp.charCodeAt(i), 0x01000193)
  return hash | 0
}
