import { FrameTooLargeError, LogGapError, OptionError } from './errors.ts'
import { type Log, type LogListener, type LogReader, type LogRecord, type LogStats, type Position } from './log.ts'
import { emptyLogStats } from './stats.ts'

/** Options of {@link MemoryLog}. */
export interface MemoryLogOptions {
  /**
   * Number of partitions.
   * @default 12
   */
  partitions?: number
  /**
   * How long records are kept, in ms.
   * @default 86400000
   */
  retention?: number
  /**
   * Most bytes kept per partition; the oldest records go first.
   * @default 33554432
   */
  maxBytes?: number
}

interface MemoryPartition {
  records: LogRecord[]
  /** Index in `records` of the first one that is still there. */
  head: number
  /** Offset of `records[0]`. */
  base: number
  bytes: number
}

/** A log in this process: for a single process, and for tests with several nodes in one process. */
export class MemoryLog implements Log {
  readonly partitions: number
  readonly maxFrameBytes = 16 * 1024 * 1024
  readonly stats: LogStats = emptyLogStats()
  readonly #retention: number
  readonly #maxBytes: number
  readonly #partitions: MemoryPartition[]
  readonly #readers = new Set<MemoryReader>()
  #now = 0

  /** @throws {OptionError} */
  constructor ({ partitions = 12, retention = 24 * 3600_000, maxBytes = 32 * 1024 * 1024 }: MemoryLogOptions = {}) {
    if (!Number.isInteger(partitions) || partitions < 1) throw new OptionError('option "partitions" must be a positive integer')
    this.partitions = partitions
    this.#retention = retention
    this.#maxBytes = maxBytes
    this.#partitions = Array.from({ length: partitions }, () => ({ records: [], head: 0, base: 0, bytes: 0 }))
  }

  async open (): Promise<void> {}

  async append (partition: number, frames: readonly Buffer[]): Promise<Position> {
    const bytes = sizeOf(frames)
    if (frames.some((frame) => frame.length > this.maxFrameBytes)) {
      this.stats.appendErrors++
      throw new FrameTooLargeError(`a frame is larger than ${this.maxFrameBytes} bytes`)
    }
    const store = this.#store(partition)
    this.#now = Math.max(this.#now, Date.now())
    const offset = store.base + store.records.length
    store.records.push({ partition, offset, timestamp: this.#now, frames })
    store.bytes += bytes
    this.#trim(store)
    this.stats.framesAppended += frames.length
    this.stats.recordsAppended++
    this.stats.bytesAppended += bytes
    for (const reader of this.#readers) reader.wake()
    return { offset, index: 0 }
  }

  async end (partition: number): Promise<number> {
    const { base, records } = this.#store(partition)
    return base + records.length
  }

  async offsetAt (partition: number, time: number): Promise<number> {
    const { base, head, records } = this.#store(partition)
    const index = records.findIndex(({ timestamp }, i) => i >= head && timestamp >= time)
    return base + (index < 0 ? records.length : index)
  }

  async * read (partition: number, from: number, to: number): AsyncIterable<LogRecord> {
    const first = this.first(partition)
    if (from < first) throw new LogGapError(`partition ${partition}: records ${from} to ${first} are gone`)
    yield * this.slice(partition, from, to)
  }

  follow (listener: LogListener): LogReader {
    const reader = new MemoryReader(this, listener, this.stats, () => this.#readers.delete(reader))
    this.#readers.add(reader)
    return reader
  }

  async close (): Promise<void> {}

  /** Offset of the first record that is still there. */
  first (partition: number): number {
    const { base, head } = this.#store(partition)
    return base + head
  }

  slice (partition: number, from: number, to?: number): LogRecord[] {
    const { base, records } = this.#store(partition)
    return records.slice(from - base, to === undefined ? undefined : Math.max(0, to - base))
  }

  #store (partition: number): MemoryPartition {
    const store = this.#partitions[partition]
    if (!store) throw new RangeError(`there is no partition ${partition}`)
    return store
  }

  #trim (store: MemoryPartition): void {
    const { records } = store
    while (store.head < records.length - 1) {
      const oldest = records[store.head]!
      if (store.bytes <= this.#maxBytes && oldest.timestamp >= this.#now - this.#retention) break
      store.bytes -= sizeOf(oldest.frames)
      store.head++
    }
    // Moving the rest of the array costs its length: done when half of it goes.
    if (store.head * 2 > records.length) {
      records.splice(0, store.head)
      store.base += store.head
      store.head = 0
    }
  }
}

class MemoryReader implements LogReader {
  readonly #log: MemoryLog
  readonly #listener: LogListener
  readonly #stats: LogStats
  readonly #onClose: () => void
  readonly #positions = new Map<number, number>()
  #awake = false

  constructor (log: MemoryLog, listener: LogListener, stats: LogStats, onClose: () => void) {
    this.#log = log
    this.#listener = listener
    this.#stats = stats
    this.#onClose = onClose
  }

  add (partition: number, offset: number): void {
    this.#positions.set(partition, offset)
    this.wake()
  }

  drop (partition: number): void {
    this.#positions.delete(partition)
  }

  positions (): ReadonlyMap<number, number> {
    return this.#positions
  }

  async close (): Promise<void> {
    this.#positions.clear()
    this.#onClose()
  }

  /** Delivers in a later turn, as a log on the network does: what is appended meanwhile comes along. */
  wake (): void {
    if (this.#awake) return
    this.#awake = true
    setImmediate(() => this.#deliver())
  }

  #deliver (): void {
    this.#awake = false
    const batch: LogRecord[] = []
    for (const [partition, position] of this.#positions) {
      const first = this.#log.first(partition)
      if (position < first) {
        this.#stats.gaps++
        this.#listener.onGap(partition, position, first)
      }
      const records = this.#log.slice(partition, Math.max(position, first))
      this.#positions.set(partition, Math.max(position, first) + records.length)
      for (const record of records) batch.push(record)
    }
    if (!batch.length) return
    for (const { frames } of batch) {
      this.#stats.recordsRead++
      this.#stats.framesRead += frames.length
      this.#stats.bytesRead += sizeOf(frames)
    }
    this.#listener.onRecords(batch)
  }
}

function sizeOf (frames: readonly Buffer[]): number {
  let bytes = 0
  for (const frame of frames) bytes += frame.length
  return bytes
}
