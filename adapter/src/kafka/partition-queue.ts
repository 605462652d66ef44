import { LogUnavailableError } from '../errors.ts'
import { type LogStats, type Position } from '../log.ts'
import { protocolError } from './kafkajs.ts'
import { type Produced } from './produce-codec.ts'
import { type Producer, encodeBatch } from './record-batch.ts'
import { encodeRecord, RECORD_OVERHEAD } from './record-codec.ts'
import { backoff, unavailable } from './retry.ts'

/** Frames that were appended in one call and go into one record. */
export interface Append {
  frames: readonly Buffer[]
  /** Size in a record. */
  bytes: number
  /** When it is given up, ms since the epoch. */
  deadline: number
  /** Ends it; only the first call counts. */
  settle (outcome: Position | Error): void
}

export interface BatchLimits {
  maxRecordBytes: number
  maxRecordFrames: number
}

/** What was sent and is not confirmed yet. It is sent again exactly as it was, so that the broker can tell a repetition. */
interface Batch {
  appends: readonly Append[]
  bytes: Buffer
  attempts: number
}

/** OUT_OF_ORDER_SEQUENCE_NUMBER, DUPLICATE_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH, UNKNOWN_PRODUCER_ID */
const SEQUENCE_ERRORS: ReadonlySet<number> = new Set([45, 46, 47, 59])
const MAX_EPOCH = 0x7fff
const MAX_SEQUENCE = 0x7fff_ffff

/**
 * What waits to be stored in one partition. At most one batch is under way, which keeps the order; its number makes the broker store it once,
 * however often it is sent. A batch that is given up ends its epoch: once the first batch of the next epoch is stored, the broker refuses
 * all that is left of the old one, so what was given up is stored in its place or never.
 */
export class PartitionQueue {
  readonly partition: number
  /** Who writes; to be set when there is none. */
  producer: Producer | undefined
  /** Whether a request with this partition is under way. */
  busy = false
  /** Not to be sent before, ms since the epoch. */
  retryAt = 0
  readonly #limits: BatchLimits
  readonly #stats: LogStats
  #waiting: Append[] = []
  #batch: Batch | undefined
  #failures = 0
  #lastError: Error | undefined

  constructor (partition: number, limits: BatchLimits, stats: LogStats) {
    this.partition = partition
    this.#limits = limits
    this.#stats = stats
  }

  get idle (): boolean {
    return !this.busy && this.#batch === undefined && this.#waiting.length === 0
  }

  push (append: Append): void {
    this.#waiting.push(append)
  }

  /** The batch to be sent: the one that is not confirmed yet, or what has gathered. Needs a {@link producer}. */
  take (): Buffer | undefined {
    if (this.#batch === undefined && this.#waiting.length > 0) this.#batch = this.#gather()
    if (this.#batch !== undefined) this.#batch.attempts++
    return this.#batch?.bytes
  }

  /** The broker answered. */
  answered ({ errorCode, offset }: Produced): void {
    if (errorCode === 0) return this.#stored(offset)
    const error = protocolError(errorCode)
    if (SEQUENCE_ERRORS.has(errorCode) && this.#batch!.attempts === 1) {
      // It was refused at once, so it is stored nowhere and may be sent under another number
      this.#waiting = [...this.#batch!.appends, ...this.#waiting]
      this.#endEpoch()
      this.failed(error)
    } else if (error.retriable) {
      this.failed(error)
    } else {
      this.#giveUp(unavailable(error))
    }
  }

  /** The broker could not be reached, did not answer, or will do so later. */
  failed (error: unknown): void {
    this.#lastError = unavailable(error)
    this.retryAt = Date.now() + backoff(++this.#failures)
  }

  /** Rejects what has waited for too long. */
  expire (now: number): void {
    const late = this.#waiting.findIndex(({ deadline }) => deadline > now)
    for (const append of this.#waiting.splice(0, late < 0 ? this.#waiting.length : late)) append.settle(this.#timeout())
    if (this.#batch === undefined) return
    for (const append of this.#batch.appends) if (append.deadline <= now) append.settle(this.#timeout())
    if (!this.busy && this.#batch.appends.at(-1)!.deadline <= now) this.#endEpoch()
  }

  rejectAll (error: Error): void {
    for (const append of [...this.#batch?.appends ?? [], ...this.#waiting.splice(0)]) append.settle(error)
  }

  #gather (): Batch {
    let bytes = RECORD_OVERHEAD
    let frames = 0
    let count = 0
    for (const append of this.#waiting) {
      bytes += append.bytes
      frames += append.frames.length
      if (count > 0 && (bytes > this.#limits.maxRecordBytes || frames > this.#limits.maxRecordFrames)) break
      count++
    }
    const appends = this.#waiting.splice(0, count)
    return { appends, bytes: encodeBatch(encodeRecord(appends.flatMap(append => append.frames)), this.producer!), attempts: 0 }
  }

  #stored (offset: number): void {
    const { appends } = this.#batch!
    const producer = this.producer!
    producer.sequence = producer.sequence === MAX_SEQUENCE ? 0 : producer.sequence + 1
    this.#batch = undefined
    this.#failures = 0
    this.#lastError = undefined
    this.#stats.recordsAppended++
    let index = 0
    for (const append of appends) {
      append.settle({ offset, index })
      index += append.frames.length
    }
  }

  #giveUp (error: Error): void {
    for (const append of this.#batch!.appends) append.settle(error)
    this.#endEpoch()
  }

  #endEpoch (): void {
    const { id, epoch } = this.producer!
    this.producer = epoch < MAX_EPOCH ? { id, epoch: epoch + 1, sequence: 0 } : undefined
    this.#batch = undefined
  }

  #timeout (): Error {
    return new LogUnavailableError(`not stored in time: ${this.#lastError?.message ?? 'Kafka is too slow'}`, { cause: this.#lastError })
  }
}
