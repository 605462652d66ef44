import { type LogRecord, type Position } from 'socket.io-kafka-adapter'

/** What a worker may ask the primary, which holds the log. */
export interface LogCalls {
  open (): { partitions: number, maxFrameBytes: number }
  append (partition: number, frames: readonly Buffer[]): Position
  end (partition: number): number
  offsetAt (partition: number, time: number): number
  /** The first records of the range, as many as one answer should hold; none when there are none. */
  read (partition: number, from: number, to: number): LogRecord[]
  /** Answered as soon as there is something at or after one of the positions, or the same reader asks again. */
  fetch (reader: number, positions: ReadonlyArray<readonly [partition: number, offset: number]>): Fetched
  /** The reader asks no more. */
  leave (reader: number): void
}

export interface Fetched {
  gaps: Array<{ partition: number, from: number, to: number }>
  records: LogRecord[]
  /** Records that the log holds beyond these. */
  lag: number
}

export type LogRequest = { [K in keyof LogCalls]: { type: 'log:request', id: number, call: K, args: Parameters<LogCalls[K]> } }[keyof LogCalls]

export interface LogAnswer {
  type: 'log:answer'
  id: number
  value?: unknown
  error?: { isGap: boolean, message: string }
}
