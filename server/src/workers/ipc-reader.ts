import { type LogListener, type LogReader, type LogRecord, type LogStats } from 'socket.io-kafka-adapter'
import { type Fetched, type LogCalls } from './log-calls.ts'

interface Source {
  fetch: (positions: Parameters<LogCalls['fetch']>[1]) => Promise<Fetched>
  leave: () => void
}

/** Follows the log of another process: asks, delivers, and asks again. */
export class IpcReader implements LogReader {
  readonly #listener: LogListener
  readonly #stats: LogStats
  readonly #source: Source
  readonly #positions = new Map<number, number>()
  /** Counts the questions: only the last one counts, since an earlier one was about other partitions. */
  #question = 0
  #isClosed = false

  constructor (listener: LogListener, stats: LogStats, source: Source) {
    this.#listener = listener
    this.#stats = stats
    this.#source = source
  }

  add (partition: number, offset: number): void {
    this.#positions.set(partition, offset)
    this.#ask()
  }

  drop (partition: number): void {
    this.#positions.delete(partition)
    this.#ask()
  }

  positions (): ReadonlyMap<number, number> {
    return this.#positions
  }

  async close (): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#question++
    this.#positions.clear()
    this.#source.leave()
  }

  /** Once for all changes of this turn. */
  #ask (): void {
    const question = ++this.#question
    queueMicrotask(() => {
      if (question === this.#question) void this.#fetch(question)
    })
  }

  async #fetch (question: number): Promise<void> {
    try {
      const fetched = await this.#source.fetch([...this.#positions])
      if (question !== this.#question) return
      this.#deliver(fetched)
      if (question === this.#question) this.#ask()
    } catch (error) {
      if (question !== this.#question) return
      this.#stats.readErrors++
      this.#listener.onError(error as Error)
    }
  }

  #deliver ({ gaps, records, lag }: Fetched): void {
    this.#stats.lag = lag
    for (const { partition, from, to } of gaps) {
      this.#stats.gaps++
      this.#positions.set(partition, to)
      this.#listener.onGap(partition, from, to)
    }
    // Whoever was told of a gap may have dropped the partition.
    const wanted = records.filter((record) => this.#isNext(record))
    for (const { frames } of wanted) {
      this.#stats.recordsRead++
      this.#stats.framesRead += frames.length
      for (const { length } of frames) this.#stats.bytesRead += length
    }
    if (wanted.length) this.#listener.onRecords(wanted)
  }

  #isNext ({ partition, offset }: LogRecord): boolean {
    if (this.#positions.get(partition) !== offset) return false
    this.#positions.set(partition, offset + 1)
    return true
  }
}
