import { setTimeout as sleep } from 'node:timers/promises'
import {
  emptyLogStats, FrameTooLargeError, LogFullError, LogGapError, LogUnavailableError,
  type Log, type LogListener, type LogReader, type LogRecord, type LogStats, type Position
} from 'socket.io-kafka-adapter'
import { type Channel, post } from './channel.ts'
import { IpcReader } from './ipc-reader.ts'
import { type LogAnswer, type LogCalls, type LogRequest } from './log-calls.ts'

/** How long closing waits for what was appended, in ms. */
const flushMs = 5_000

/** Options of {@link IpcLog}. */
export interface IpcLogOptions {
  /**
   * Most frames waiting to be stored.
   * @default 100000
   */
  maxQueuedFrames?: number
  /**
   * Most bytes waiting to be stored, in bytes.
   * @default 67108864
   */
  maxQueuedBytes?: number
}

interface Pending {
  resolve: (value: never) => void
  reject: (error: Error) => void
}

/** The log that another process holds: what a worker and the primary tell each other by IPC. */
export class IpcLog implements Log {
  readonly stats: LogStats = Object.defineProperty(emptyLogStats(), 'lastReadAgeMs', {
    get: () => this.#lastReadAt && performance.now() - this.#lastReadAt
  })

  readonly #channel: Channel
  readonly #maxQueuedFrames: number
  readonly #maxQueuedBytes: number
  readonly #pending = new Map<number, Pending>()
  readonly #readers = new Set<IpcReader>()
  #shape = { partitions: 0, maxFrameBytes: 0 }
  #calls = 0
  #lastReadAt = 0
  #closing: Promise<void> | undefined
  #isGone = false

  constructor (channel: Channel, { maxQueuedFrames = 100_000, maxQueuedBytes = 64 * 1024 * 1024 }: IpcLogOptions = {}) {
    this.#channel = channel
    this.#maxQueuedFrames = maxQueuedFrames
    this.#maxQueuedBytes = maxQueuedBytes
    channel.on('message', this.#onAnswer)
    channel.once('disconnect', this.#end)
  }

  get partitions (): number { return this.#shape.partitions }
  get maxFrameBytes (): number { return this.#shape.maxFrameBytes }

  async open (): Promise<void> {
    this.#shape = await this.call('open')
  }

  async append (partition: number, frames: readonly Buffer[]): Promise<Position> {
    this.#check(partition)
    const { stats } = this
    const bytes = sizeOf(frames)
    try {
      if (frames.some(({ length }) => length > this.maxFrameBytes)) throw new FrameTooLargeError(`a frame is larger than ${this.maxFrameBytes} bytes`)
      if (stats.queuedFrames + frames.length > this.#maxQueuedFrames || stats.queuedBytes + bytes > this.#maxQueuedBytes) {
        throw new LogFullError(`${stats.queuedFrames} frames of ${stats.queuedBytes} bytes wait already`)
      }
      stats.queuedFrames += frames.length
      stats.queuedBytes += bytes
      try {
        const position = await this.call('append', partition, frames)
        stats.framesAppended += frames.length
        stats.recordsAppended++
        stats.bytesAppended += bytes
        return position
      } finally {
        stats.queuedFrames -= frames.length
        stats.queuedBytes -= bytes
      }
    } catch (error) {
      stats.appendErrors += frames.length
      throw error
    }
  }

  async end (partition: number): Promise<number> {
    this.#check(partition)
    return this.call('end', partition)
  }

  async offsetAt (partition: number, time: number): Promise<number> {
    this.#check(partition)
    return this.call('offsetAt', partition, time)
  }

  async * read (partition: number, from: number, to: number): AsyncIterable<LogRecord> {
    this.#check(partition)
    while (from < to) {
      const records = await this.call('read', partition, from, to)
      if (!records.length) return
      from = records.at(-1)!.offset + 1
      yield * records.map(unshared)
    }
  }

  follow (listener: LogListener): LogReader {
    const id = this.#calls++
    const reader = new IpcReader(listener, this.stats, {
      fetch: async (positions) => {
        const { records, ...rest } = await this.call('fetch', id, positions)
        this.#lastReadAt = performance.now()
        return { ...rest, records: records.map(unshared) }
      },
      leave: () => {
        this.#readers.delete(reader)
        void this.call('leave', id).catch(() => {})
      }
    })
    this.#readers.add(reader)
    return reader
  }

  close (): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close (): Promise<void> {
    // Answered after everything that was asked before.
    const leaving = [...this.#readers].map((reader) => reader.close())
    await Promise.race([this.call('open').catch(() => {}), sleep(flushMs, undefined, { ref: false })])
    await Promise.all(leaving)
    this.#channel.off('disconnect', this.#end)
    this.#end()
  }

  /** @throws {LogUnavailableError} when the other process has ended, or does not know what to say */
  call<K extends keyof LogCalls> (call: K, ...args: Parameters<LogCalls[K]>): Promise<ReturnType<LogCalls[K]>> {
    return new Promise((resolve, reject) => {
      if (this.#isGone) return reject(new LogUnavailableError('the process that holds the log has ended, or this log was closed'))
      const id = this.#calls++
      this.#pending.set(id, { resolve, reject })
      post(this.#channel, { type: 'log:request', id, call, args } as LogRequest)
    })
  }

  readonly #onAnswer = ({ type, id, value, error }: LogAnswer): void => {
    if (type !== 'log:answer') return
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (!error) pending?.resolve(value as never)
    else pending?.reject(error.isGap ? new LogGapError(error.message) : new LogUnavailableError(error.message))
  }

  readonly #end = (): void => {
    this.#isGone = true
    this.#channel.off('message', this.#onAnswer)
    for (const { reject } of this.#pending.values()) reject(new LogUnavailableError('the process that holds the log has ended, or this log was closed'))
    this.#pending.clear()
  }

  #check (partition: number): void {
    if (!(partition >= 0 && partition < this.partitions)) throw new RangeError(`there is no partition ${partition}`)
  }
}

/** What came in one message shares its memory. */
function unshared (record: LogRecord): LogRecord {
  return { ...record, frames: record.frames.map((frame) => Buffer.from(frame)) }
}

function sizeOf (frames: readonly Buffer[]): number {
  return frames.reduce((bytes, { length }) => bytes + length, 0)
}
