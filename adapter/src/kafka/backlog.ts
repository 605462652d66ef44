import { FrameTooLargeError, LogFullError } from '../errors.ts'
import { type LogStats, type Position } from '../log.ts'
import { type KafkaLogOptions } from '../options.ts'
import { type Append } from './partition-queue.ts'
import { FRAME_OVERHEAD, RECORD_OVERHEAD, splitIntoRecords } from './record-codec.ts'

/** Bounds and counts what waits to be stored, over all partitions. */
export class Backlog {
  /** Largest frame that fits into a record, in bytes. */
  readonly maxFrameBytes: number
  readonly #options: KafkaLogOptions
  readonly #stats: LogStats
  #onEmpty: (() => void) | undefined

  constructor (options: KafkaLogOptions, stats: LogStats) {
    this.#options = options
    this.#stats = stats
    this.maxFrameBytes = options.maxRecordBytes - RECORD_OVERHEAD - FRAME_OVERHEAD
  }

  /**
   * Lets frames in, all of them or none.
   * @param push - takes what goes into one record
   * @returns the position of the first frame, when all are stored
   * @throws {FrameTooLargeError}
   * @throws {LogFullError}
   */
  async admit (frames: readonly Buffer[], push: (append: Append) => void): Promise<Position> {
    const { maxRecordBytes, maxRecordFrames } = this.#options
    try {
      this.#check(frames)
    } catch (error) {
      this.#stats.appendErrors += frames.length
      throw error
    }
    const records = splitIntoRecords(frames, maxRecordBytes, maxRecordFrames)
    const [first] = await Promise.all(records.map(record => this.#track(record, push)))
    return first!
  }

  /** Resolves when nothing waits any more. */
  async empty (): Promise<void> {
    if (this.#stats.queuedFrames > 0) await new Promise<void>(resolve => { this.#onEmpty = resolve })
  }

  #check (frames: readonly Buffer[]): void {
    const { queuedFrames, queuedBytes } = this.#stats
    for (const { length } of frames) {
      if (length > this.maxFrameBytes) throw new FrameTooLargeError(`a frame of ${length} bytes is larger than ${this.maxFrameBytes}`)
    }
    if (queuedFrames + frames.length > this.#options.maxQueuedFrames || queuedBytes + sizeOf(frames) > this.#options.maxQueuedBytes) {
      throw new LogFullError(`${queuedFrames} frames (${queuedBytes} bytes) wait for Kafka already`)
    }
  }

  #track (frames: readonly Buffer[], push: (append: Append) => void): Promise<Position> {
    const bytes = sizeOf(frames)
    this.#count(frames.length, bytes)
    return new Promise<Position>((resolve, reject) => {
      let settled = false
      const settle = (outcome: Position | Error): void => {
        if (settled) return
        settled = true
        if (outcome instanceof Error) {
          this.#stats.appendErrors += frames.length
          reject(outcome)
        } else {
          this.#stats.framesAppended += frames.length
          this.#stats.bytesAppended += bytes
          resolve(outcome)
        }
        this.#count(-frames.length, -bytes)
      }
      push({ frames, bytes, deadline: Date.now() + this.#options.deliveryTimeout, settle })
    })
  }

  #count (frames: number, bytes: number): void {
    this.#stats.queuedFrames += frames
    this.#stats.queuedBytes += bytes
    if (this.#stats.queuedFrames === 0) this.#onEmpty?.()
  }
}

/** Bytes of the frames in a record. */
function sizeOf (frames: readonly Buffer[]): number {
  return frames.reduce((sum, { length }) => sum + length + FRAME_OVERHEAD, 0)
}
