/**
 * The log that carries everything nodes tell each other: a fixed number of partitions, each one an append-only sequence of records.
 * Whoever reads a partition sees the same records in the same order. A record holds what one node appended in one go.
 */
export interface Log {
  /** Number of partitions, fixed for the life of the log. Known after {@link Log.open}. */
  readonly partitions: number
  /** What the log was asked to do and has done so far, for metrics. */
  readonly stats: LogStats

  /**
   * Connects and checks that the log can be used. Idempotent.
   * @throws {TopicError} when the topic is missing or wrongly configured; the message says what to do.
   */
  open (): Promise<void>

  /**
   * Appends frames to a partition. Frames of one caller keep their order: what was appended first is stored first.
   * @param frames - Opaque to the log. They must not be changed afterwards.
   * @returns the position of the first frame, once the log has stored all of them.
   * @throws {LogFullError} at once, when the bounded queue to the log is full.
   * @throws {FrameTooLargeError} at once, when a frame is larger than {@link Log.maxFrameBytes}.
   * @throws {LogUnavailableError} when it is not known that the frames are stored; they may still be.
   */
  append (partition: number, frames: readonly Buffer[]): Promise<Position>

  /** Largest frame that {@link Log.append} takes, in bytes. */
  readonly maxFrameBytes: number

  /** Offset that the next record of the partition will get. */
  end (partition: number): Promise<number>

  /** Offset of the first record that was stored at or after `time` (ms, the log's clock), or the end when there is none. Never below the first offset that is still kept. */
  offsetAt (partition: number, time: number): Promise<number>

  /**
   * Reads records of a partition in order, from offset `from` up to, but without, offset `to`.
   * @throws {LogGapError} when records of the range are no longer there.
   * @throws {LogUnavailableError} when the log cannot be reached.
   */
  read (partition: number, from: number, to: number): AsyncIterable<LogRecord>

  /** Starts a reader with no partitions. It reconnects by itself for as long as it is open. */
  follow (listener: LogListener): LogReader

  /** Flushes what was appended (bounded in time), closes readers and connections. Idempotent, never rejects. */
  close (): Promise<void>
}

/** Where a frame stands in its partition. */
export interface Position {
  /** Offset of the record. */
  offset: number
  /** Index of the frame in the record. */
  index: number
}

export interface LogRecord {
  partition: number
  offset: number
  /**
   * When the log stored it, ms since the epoch, by the log's clock (never a node's). All readers see the same. Within a partition it goes on, save
   * that it may go back by the difference of two brokers' clocks when another one takes over.
   */
  timestamp: number
  /** Copies: keeping one keeps nothing else alive. */
  frames: readonly Buffer[]
}

export interface LogListener {
  /** All that one read of the log brought, in order within each partition. Must not throw and must be quick: reading goes on when it returns. */
  onRecords (records: readonly LogRecord[]): void
  /** Records are missing: they were trimmed before they were read, or the log was made anew. Reading goes on at `to`. */
  onGap (partition: number, from: number, to: number): void
  /** The log cannot be read at the moment; tried again by itself. */
  onError (error: Error): void
}

export interface LogReader {
  /** Follows a partition from `offset` on. Takes effect at the next read, without disturbing other partitions. */
  add (partition: number, offset: number): void
  /** Stops following a partition: nothing of it is delivered after this call. */
  drop (partition: number): void
  /** Offset of the next record to be delivered, by partition. */
  positions (): ReadonlyMap<number, number>
  close (): Promise<void>
}

/** Counters since the log was opened; gauges where said. */
export interface LogStats {
  /** Frames handed to {@link Log.append} and stored. */
  framesAppended: number
  /** Records written: `framesAppended / recordsAppended` is the batching. */
  recordsAppended: number
  bytesAppended: number
  /** Frames refused or given up. */
  appendErrors: number
  framesRead: number
  recordsRead: number
  bytesRead: number
  readErrors: number
  gaps: number
  /** Gauge: frames waiting to be stored. */
  queuedFrames: number
  /** Gauge: bytes waiting to be stored. */
  queuedBytes: number
  /** Gauge: ms since the reader last heard from the log (a read that brought nothing counts); 0 before the first one. */
  lastReadAgeMs: number
  /** Gauge: records stored but not read yet, over all followed partitions, as of the last read. */
  lag: number
}
