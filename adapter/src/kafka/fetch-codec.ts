import { ByteReader } from './byte-reader.ts'
import { protocolError } from './kafkajs.ts'

/** Version of the Fetch request that is spoken. */
export const FETCH_VERSION = 11

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
