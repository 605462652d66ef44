import { type Log, type LogListener, type LogReader, type LogRecord, type LogStats, type Position } from '../src/log.ts'

/** A log whose node can end as a process does that is killed: without a word, and with what it had in hand half done. */
export class MortalLog implements Log {
  readonly #log: Log
  readonly #readers: LogReader[] = []
  #dead = false

  constructor (log: Log) {
    this.#log = log
  }

  get partitions (): number { return this.#log.partitions }
  get stats (): LogStats { return this.#log.stats }
  get maxFrameBytes (): number { return this.#log.maxFrameBytes }

  crash (): void {
    this.#dead = true
    for (const reader of this.#readers) void reader.close()
    // The process of the test lives on, and must not keep the connections.
    void this.#log.close()
  }

  open (): Promise<void> { return this.#alive(() => this.#log.open()) }
  append (partition: number, frames: readonly Buffer[]): Promise<Position> { return this.#alive(() => this.#log.append(partition, frames)) }
  end (partition: number): Promise<number> { return this.#alive(() => this.#log.end(partition)) }
  offsetAt (partition: number, time: number): Promise<number> { return this.#alive(() => this.#log.offsetAt(partition, time)) }
  close (): Promise<void> { return this.#alive(() => this.#log.close()) }

  async * read (partition: number, from: number, to: number): AsyncIterable<LogRecord> {
    for await (const record of this.#log.read(partition, from, to)) yield await this.#alive(async () => record)
  }

  follow (listener: LogListener): LogReader {
    const reader = this.#log.follow({ ...listener, onRecords: (records) => { if (!this.#dead) listener.onRecords(records) } })
    this.#readers.push(reader)
    return reader
  }

  /** The dead do nothing, and nobody hears of what they did. */
  async #alive<T> (act: () => Promise<T>): Promise<T> {
    if (this.#dead) return new Promise(() => {})
    const result = await act()
    return this.#dead ? new Promise(() => {}) : result
  }
}
