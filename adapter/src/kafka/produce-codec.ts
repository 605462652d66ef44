import { ByteReader } from './byte-reader.ts'

/** Version of the Produce request that is spoken. */
export const PRODUCE_VERSION = 7

const ACKS_ALL = -1

/** What became of one partition's batch. */
export interface Produced {
  partition: number
  errorCode: number
  /** Offset of the batch; -1 with an error. */
  offset: number
}

export function encodeProduce (topic: string, batches: ReadonlyMap<number, Buffer>, timeout: number): Buffer {
  const name = Buffer.from(topic)
  const head = Buffer.allocUnsafe(2 + 2 + 4 + 4 + 2 + name.length + 4)
  let at = head.writeInt16BE(-1, 0) // no transaction
  at = head.writeInt16BE(ACKS_ALL, at)
  at = head.writeInt32BE(timeout, at)
  at = head.writeInt32BE(1, at)
  at = head.writeInt16BE(name.length, at)
  at += name.copy(head, at)
  head.writeInt32BE(batches.size, at)

  const parts: Buffer[] = [head]
  for (const [partition, batch] of batches) {
    const prefix = Buffer.allocUnsafe(8)
    prefix.writeInt32BE(partition, 0)
    prefix.writeInt32BE(batch.length, 4)
    parts.push(prefix, batch)
  }
  return Buffer.concat(parts)
}

export function decodeProduce (payload: Buffer): Produced[] {
  const reader = new ByteReader(payload)
  const produced: Produced[] = []
  for (let topics = reader.int32(); topics > 0; topics--) {
    reader.skip(reader.int16())
    for (let partitions = reader.int32(); partitions > 0; partitions--) {
      produced.push({ partition: reader.int32(), errorCode: reader.int16(), offset: reader.int64() })
      reader.skip(8 + 8) // append time, first offset of the log
    }
  }
  return produced
}
