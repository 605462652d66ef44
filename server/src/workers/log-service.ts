import { LogGapError, type LogRecord, type MemoryLog } from 'socket.io-kafka-adapter'
import { type Channel, post } from './channel.ts'
import { type Fetched, type LogAnswer, type LogCalls, type LogRequest } from './log-calls.ts'

/** Bytes after which an answer is not made longer. */
const answerBytes = 1024 * 1024

type Positions = Parameters<LogCalls['fetch']>[1]
type Handlers = { [K in keyof LogCalls]: (...args: Parameters<LogCalls[K]>) => Promise<ReturnType<LogCalls[K]>> }
interface WaitingFetch {
  positions: Positions
  answer: (fetched: Fetched) => void
}

/**
 * Serves the log of this process to others. A reader asks again when it has read what it was given, so nothing piles up for one that is slow:
 * in the end it misses what the log no longer keeps.
 */
export class LogService {
  readonly #log: MemoryLog
  /** The fetches that wait, of each served process by reader. */
  readonly #waiting = new Set<Map<number, WaitingFetch>>()
  #awake = false

  constructor (log: MemoryLog) {
    this.#log = log
  }

  /** Answers a process until it ends. */
  serve (channel: Channel): void {
    const waiting = new Map<number, WaitingFetch>()
    const handlers = this.#handlers(waiting) as Record<keyof LogCalls, (...args: unknown[]) => Promise<unknown>>
    this.#waiting.add(waiting)
    channel.once('disconnect', () => this.#waiting.delete(waiting))
    channel.on('message', (request: LogRequest) => {
      if (request.type !== 'log:request') return
      const reply = (answer: Partial<LogAnswer>) => post(channel, { type: 'log:answer', id: request.id, ...answer })
      handlers[request.call](...request.args).then(
        (value) => reply({ value }),
        (error: Error) => reply({ error: { isGap: error instanceof LogGapError, message: error.message } })
      )
    })
  }

  #handlers (waiting: Map<number, WaitingFetch>): Handlers {
    const log = this.#log
    return {
      open: async () => ({ partitions: log.partitions, maxFrameBytes: log.maxFrameBytes }),
      append: (partition, frames) => {
        this.#wake()
        // What came in one message shares its memory.
        return log.append(partition, frames.map((frame) => Buffer.from(frame)))
      },
      end: (partition) => log.end(partition),
      offsetAt: (partition, time) => log.offsetAt(partition, time),
      read: async (partition, from, to) => {
        const records: LogRecord[] = []
        let bytes = 0
        for await (const record of log.read(partition, from, to)) {
          records.push(record)
          if ((bytes += sizeOf(record)) > answerBytes) break
        }
        return records
      },
      fetch: async (reader, positions) => {
        forget(waiting, reader)
        return this.#collect(positions) ?? new Promise((resolve) => waiting.set(reader, { positions, answer: resolve }))
      },
      leave: async (reader) => forget(waiting, reader)
    }
  }

  /** What there is for a reader; undefined when there is nothing. */
  #collect (positions: Positions): Fetched | undefined {
    const fetched: Fetched = { gaps: [], records: [], lag: 0 }
    let bytes = 0
    for (const [partition, position] of positions) {
      const from = Math.max(position, this.#log.first(partition))
      if (from > position) fetched.gaps.push({ partition, from: position, to: from })
      for (const record of this.#log.slice(partition, from)) {
        if (bytes > answerBytes) fetched.lag++
        else fetched.records.push(record)
        bytes += sizeOf(record)
      }
    }
    return fetched.gaps.length || fetched.records.length ? fetched : undefined
  }

  /** In a later turn, so that what is appended meanwhile comes along. */
  #wake (): void {
    if (this.#awake) return
    this.#awake = true
    setImmediate(() => {
      this.#awake = false
      for (const waiting of this.#waiting) {
        for (const [reader, { positions, answer }] of waiting) {
          const fetched = this.#collect(positions)
          if (!fetched) continue
          waiting.delete(reader)
          answer(fetched)
        }
      }
    })
  }
}

/** The one who asked has asked anew since, and hears nothing of this. */
function forget (waiting: Map<number, WaitingFetch>, reader: number): void {
  waiting.get(reader)?.answer({ gaps: [], records: [], lag: 0 })
  waiting.delete(reader)
}

function sizeOf ({ frames }: LogRecord): number {
  return frames.reduce((bytes, { length }) => bytes + length, 0)
}
