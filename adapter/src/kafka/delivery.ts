import { type LogRecord } from '../log.ts'
import { type Fetched } from './fetch-codec.ts'
import { decodeBatches } from './record-batch.ts'
import { decodeRecord } from './record-codec.ts'

/** What a fetch brought of one partition, ready for the listener. */
export interface Delivery {
  records: LogRecord[]
  /** Offset to go on at. */
  next: number
  /** Records between `next` and this offset are missing; reading goes on here. */
  gapTo?: number
  /** What was passed over because it is no record of this library. */
  skipped?: { count: number, first: number, reason: string }
}

/** Reads what was fetched from `position` on, up to the first gap or to offset `end`. */
export function deliver ({ partition, records: data }: Fetched, position: number, end = Infinity): Delivery {
  const delivery: Delivery = { records: [], next: position }
  const skip = (offset: number, reason: string): void => {
    delivery.skipped ??= { count: 0, first: offset, reason }
    delivery.skipped.count++
  }

  for (const batch of decodeBatches(data)) {
    if (delivery.next >= end) break
    if (batch.next <= delivery.next) continue
    if (batch.offset > delivery.next) {
      delivery.gapTo = Math.min(batch.offset, end)
      break
    }
    if (batch.problem !== undefined) skip(batch.offset, batch.problem)
    for (const { offset, timestamp, value } of batch.records) {
      if (offset < delivery.next || offset >= end) continue
      try {
        delivery.records.push({ partition, offset, timestamp, frames: decodeRecord(value) })
      } catch (error) {
        skip(offset, String(error))
      }
    }
    delivery.next = Math.min(batch.next, end)
  }
  return delivery
}

/** The problem with records that were passed over. */
export function skippedError (topic: string, partition: number, { count, first, reason }: NonNullable<Delivery['skipped']>): Error {
  return new Error(`${count} record(s) of ${topic}/${partition} from offset ${first} on are not of this library and were passed over (${reason})`)
}
