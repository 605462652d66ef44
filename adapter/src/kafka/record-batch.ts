import { ByteReader } from './byte-reader.ts'
import { crc32c } from './kafkajs.ts'

/** What lets the broker recognise a batch that it has stored already. */
export interface Producer {
  id: number
  epoch: number
  /** Number of the batch within the epoch and the partition. */
  sequence: number
}

/** Records that were stored together, as read back. */
export interface RecordBatch {
  /** Offset of the first record. */
  offset: number
  /** Offset after the last record. */
  next: number
  records: { offset: number, timestamp: number, value: Buffer | null }[]
  /** Why the batch cannot be read; it has no records then. */
  problem?: string
}

const HEADER_SIZE = 61
const MAGIC = 2
const MAGIC_AT = 16
const CRC_AT = 17
const ATTRIBUTES_AT = 21
const COMPRESSION = 0x07
const LOG_APPEND_TIME = 0x08
const CONTROL = 0x20

/** A batch of one record without key and headers, in the v2 format of Apache Kafka. */
export function encodeBatch (value: Buffer, producer: Producer): Buffer {
  const valueLength = varint(value.length)
  const recordLength = varint(3 + 1 + valueLength.length + value.length + 1)
  const size = HEADER_SIZE + recordLength.length + 3 + 1 + valueLength.length + value.length + 1
  const batch = Buffer.allocUnsafe(size)
  const now = BigInt(Date.now())

  let at = batch.writeBigInt64BE(0n, 0)
  at = batch.writeInt32BE(size - 12, at)
  at = batch.writeInt32BE(-1, at) // leader epoch
  at = batch.writeInt8(MAGIC, at)
  at = batch.writeUInt32BE(0, at) // checksum, below
  at = batch.writeInt16BE(0, at) // attributes: not compressed
  at = batch.writeInt32BE(0, at) // last offset delta
  at = batch.writeBigInt64BE(now, at)
  at = batch.writeBigInt64BE(now, at)
  at = batch.writeBigInt64BE(BigInt(producer.id), at)
  at = batch.writeInt16BE(producer.epoch, at)
  at = batch.writeInt32BE(producer.sequence, at)
  at = batch.writeInt32BE(1, at)
  at += recordLength.copy(batch, at)
  at = batch.fill(0, at, at + 3).writeInt8(1, at + 3) // attributes, time and offset delta; no key
  at += valueLength.copy(batch, at)
  at += value.copy(batch, at)
  batch.writeInt8(0, at) // no headers
  batch.writeUInt32BE(crc32c(batch.subarray(ATTRIBUTES_AT)), CRC_AT)
  return batch
}

/** The batches in what a fetch brought; the last one may be cut off by the limit of the fetch, it comes again with the next one. */
export function * decodeBatches (data: Buffer): Generator<RecordBatch> {
  let start = 0
  while (start + MAGIC_AT < data.length) {
    const offset = new ByteReader(data, start).int64()
    const end = start + 12 + data.readInt32BE(start + 8)
    if (end > data.length || end <= start) return
    yield decodeBatch(offset, data.subarray(start, end))
    start = end
  }
}

function decodeBatch (offset: number, data: Buffer): RecordBatch {
  if (data[MAGIC_AT] !== MAGIC) return { offset, next: offset + 1, records: [], problem: 'old message format' }
  const reader = new ByteReader(data, ATTRIBUTES_AT)
  const attributes = reader.int16()
  const next = offset + reader.int32() + 1
  if (attributes & CONTROL) return { offset, next, records: [] }
  if (attributes & COMPRESSION) return { offset, next, records: [], problem: 'compressed' }
  try {
    return { offset, next, records: decodeRecords(reader, offset, (attributes & LOG_APPEND_TIME) !== 0) }
  } catch (error) {
    return { offset, next, records: [], problem: String(error) }
  }
}

function decodeRecords (reader: ByteReader, offset: number, logAppendTime: boolean): RecordBatch['records'] {
  const baseTime = reader.int64()
  const maxTime = reader.int64()
  reader.skip(8 + 2 + 4) // producer
  const records = []
  for (let count = reader.int32(); count > 0; count--) {
    reader.varint() // length
    reader.skip(1)
    const timeDelta = reader.varint()
    const offsetDelta = reader.varint()
    const keyLength = reader.varint()
    if (keyLength > 0) reader.skip(keyLength)
    const valueLength = reader.varint()
    const value = valueLength < 0 ? null : reader.bytes(valueLength)
    skipHeaders(reader)
    records.push({ offset: offset + offsetDelta, timestamp: logAppendTime ? maxTime : baseTime + timeDelta, value })
  }
  return records
}

function skipHeaders (reader: ByteReader): void {
  for (let count = reader.varint(); count > 0; count--) {
    reader.skip(reader.varint())
    const length = reader.varint()
    if (length > 0) reader.skip(length)
  }
}

function varint (value: number): Buffer {
  const bytes = []
  let rest = value << 1
  while (rest & ~0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
  return Buffer.from(bytes)
}
