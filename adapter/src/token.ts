import { murmur2 } from './partition.ts'
import { type Place } from './place.ts'

/** Where a client stands: it has received everything that was meant for it up to this place of its namespace's partition. */
export interface Token {
  place: Place
  /** Log time, in ms: tells a place of this log from the same place of a log that was made anew. */
  time: number
}

const VERSION = 1
const TEXT = /^[\w-]{28}$/

/** Opaque to clients: version, place, time and checksum in 21 bytes, so that no string of the application is taken for one. */
export function encodeToken (nsp: string, { place, time }: Token): string {
  const bytes = Buffer.allocUnsafe(21)
  bytes.writeUInt8(VERSION, 0)
  bytes.writeDoubleBE(place, 1)
  bytes.writeDoubleBE(time, 9)
  bytes.writeInt32BE(checksum(nsp, bytes), 17)
  return bytes.toString('base64url')
}

export function decodeToken (nsp: string, text: string): Token | undefined {
  if (!TEXT.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.readUInt8(0) !== VERSION || bytes.readInt32BE(17) !== checksum(nsp, bytes)) return undefined
  return { place: bytes.readDoubleBE(1), time: bytes.readDoubleBE(9) }
}

function checksum (nsp: string, bytes: Buffer): number {
  let hash = murmur2(bytes.subarray(0, 17))
  for (let i = 0; i < nsp.length; i++) hash = Math.imul(hash ^ nsp.charCodeAt(i), 0x01000193)
  return hash | 0
}
