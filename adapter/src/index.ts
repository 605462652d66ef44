export { createAdapter, type AdapterOptions } from './create-adapter.ts'
export { replicate } from './replicate.ts'
export { type KafkaAdapter } from './adapter.ts'
export type { History, PastEvent } from './history.ts'
export type { PartialSockets, SocketFilter } from './socket-queries.ts'
export { Emitter, type EmitterOptions } from './emitter.ts'
export type { EmitOperator, EventsMap } from './emit-operator.ts'
export type { Applied, Machine } from './machine.ts'
export { type Replica } from './replica.ts'
export { KafkaLog } from './kafka/kafka-log.ts'
export { type CreateTopicOptions } from './kafka/create-topic.ts'
export { MemoryLog, type MemoryLogOptions } from './memory-log.ts'
export type { Log, LogListener, LogReader, LogRecord, LogStats, Position } from './log.ts'
export type { KafkaLogOptions, NodeOptions } from './options.ts'
export { emptyLogStats, type NodeStats } from './stats.ts'
export {
  CommandError, ErrorCode, FencedError, FrameTooLargeError, KafkaAdapterError, LogFullError, LogGapError, LogUnavailableError, MachineClosedError,
  NodeClosedError, OptionError, OverflowError, RequestTimeoutError, TooManyRequestsError, TopicError, VersionError
} from './errors.ts'
