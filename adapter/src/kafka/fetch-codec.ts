import { ByteReader } from './byte-reader.ts'
import { protocolError } from './kafkajs.ts'

/** Version of the Fetch request that is spoken. */
export const FETCH_VERSION = 11

export interface FetchLimits {
  /** How long the broker may wait when there is nothing, in ms. */
  maxWait: number
  /** About how much to bring of one partition, in bytes; one record is brought in any case. */
  maxBytes: number
}

/** Most bytes in one answer, give or take a record. */
const MAX_FETCH_BYTES = 8 * 1024 * 1024
const READ_UNCOMMITTED = 0
const PARTITION_BYTES = 4 + 4 + 8 + 8 + 4

/** Asks for records from the given offsets on. kafkajs would allocate a buffer for each partition, every time. */
export function encodeFetch (topic: string, offsets: ReadonlyMap<number, number>, { maxWait, maxBytes }: FetchLimits): Buffer {
  const name = Buffer.from(topic)
  const bytes = Buffer.allocUnsafe(25 + 4 + 2 + name.length + 4 + PARTITION_BYTES * offsets.size + 4 + 2)
  let at = bytes.writeInt32BE(-1, 0) // no replica
  at = bytes.writeInt32BE(maxWait, at)
  at = bytes.writeInt32BE(1, at) // any byte ends the wait
  at = bytes.writeInt32BE(MAX_FETCH_BYTES, at)
  at = bytes.writeInt8(READ_UNCOMMITTED, at)
  at = bytes.writeInt32BE(0, at) // no session
  at = bytes.writeInt32BE(-1, at)
  at = bytes.writeInt32BE(1, at)
  at = bytes.writeInt16BE(name.length, at)
  at += name.copy(bytes, at)
  at = bytes.writeInt32BE(offsets.size, at)
  for (const [partition, offset] of offsets) {
    at = bytes.writeInt32BE(partition, at)
    at = bytes.writeInt32BE(-1, at) // any epoch of the leader
    at = bytes.writeBigInt64BE(BigInt(offset), at)
    at = bytes.writeBigInt64BE(-1n, at) // no replica's first offset
    at = bytes.writeInt32BE(maxBytes, at)
  }
  at = bytes.writeInt32BE(0, at) // nothing to forget
  bytes.writeInt16BE(0, at) // any rack
  return bytes
}

/** What a fetch brought of one partition. */
export interface Fetched {
  partition: number
  errorCode: number
  /** Offset after the last record that may be read. */
  highWatermark: number
  /** Record batches as they are stored. */
  records: Buffer
}

/** @throws {KafkaJSProtocolError} when the request was refused as a whole */
export function decodeFetch (payload: Buffer): Fetched[] {
  const reader = new ByteReader(payload)
  reader.skip(4) // throttling
  const errorCode = reader.int16()
  if (errorCode !== 0) throw protocolError(errorCode)
  reader.skip(4) // session
  const fetched: Fetched[] = []
  for (let topics = reader.int32(); topics > 0; topics--) {
    reader.skip(reader.int16())
    for (let partitions = reader.int32(); partitions > 0; partitions--) fetched.push(decodePartition(reader))
  }
  return fetched
}

function decodePartition (reader: ByteReader): Fetched {
  const partition = reader.int32()
  const errorCode = reader.int16()
  const highWatermark = reader.int64()
  reader.skip(8 + 8) // last stable and first offset
  reader.skip(16 * Math.max(reader.int32(), 0)) // aborted transactions
  reader.skip(4) // preferred replica
  return { partition, errorCode, highWatermark, records: reader.bytes(Math.max(reader.int32(), 0)) }
}
