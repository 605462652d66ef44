export { createAdapter, type AdapterOptions } from './create-adapter.ts'
export { type KafkaAdapter } from './adapter.ts'
export { KafkaLog } from './kafka/kafka-log.ts'
export { MemoryLog, type MemoryLogOptions } from './memory-log.ts'
export type { Log, LogListener, LogReader, LogRecord, LogStats, Position } from './log.ts'
export type { KafkaLogOptions, NodeOptions } from './options.ts'
export type { NodeStats } from './stats.ts'
export {
  ErrorCode, FrameTooLargeError, KafkaAdapterError, LogFullError, LogGapError, LogUnavailableError, NodeClosedError, OptionError,
  RequestTimeoutError, TopicError
} from './errors.ts'
