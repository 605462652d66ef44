/** Codes of all errors of this library. */
export const ErrorCode = {
  LOG_FULL: 'KAFKA_ADAPTER_LOG_FULL',
  LOG_UNAVAILABLE: 'KAFKA_ADAPTER_LOG_UNAVAILABLE',
  LOG_GAP: 'KAFKA_ADAPTER_LOG_GAP',
  FRAME_TOO_LARGE: 'KAFKA_ADAPTER_FRAME_TOO_LARGE',
  TOPIC: 'KAFKA_ADAPTER_TOPIC',
  TIMEOUT: 'KAFKA_ADAPTER_TIMEOUT',
  TOO_MANY_REQUESTS: 'KAFKA_ADAPTER_TOO_MANY_REQUESTS',
  OVERFLOW: 'KAFKA_ADAPTER_OVERFLOW',
  FENCED: 'KAFKA_ADAPTER_FENCED',
  CLOSED: 'KAFKA_ADAPTER_CLOSED',
  COMMAND: 'KAFKA_ADAPTER_COMMAND',
  VERSION: 'KAFKA_ADAPTER_VERSION',
  MACHINE_CLOSED: 'KAFKA_ADAPTER_MACHINE_CLOSED',
  OPTION: 'KAFKA_ADAPTER_OPTION'
} as const
export type ErrorCode = typeof ErrorCode[keyof typeof ErrorCode]

/** Base of all errors of this library. */
export abstract class KafkaAdapterError extends Error {
  abstract readonly code: ErrorCode
  /** Whether the same call may succeed later. */
  abstract readonly retryable: boolean
  override get name (): string { return this.constructor.name }
}

/** The bounded queue to the log is full: the log is slower than what is sent, or away. Nothing was sent. */
export class LogFullError extends KafkaAdapterError {
  readonly code = ErrorCode.LOG_FULL
  readonly retryable = true
}

/** The log did not confirm: the frames may or may not be stored. */
export class LogUnavailableError extends KafkaAdapterError {
  readonly code = ErrorCode.LOG_UNAVAILABLE
  readonly retryable = true
}

/** Records that were asked for are no longer in the log. */
export class LogGapError extends KafkaAdapterError {
  readonly code = ErrorCode.LOG_GAP
  readonly retryable = false
}

/** A payload does not fit into one record of the log. Nothing was sent. */
export class FrameTooLargeError extends KafkaAdapterError {
  readonly code = ErrorCode.FRAME_TOO_LARGE
  readonly retryable = false
}

/** The topic is missing or wrongly configured. */
export class TopicError extends KafkaAdapterError {
  readonly code = ErrorCode.TOPIC
  readonly retryable = false
}

/** Some nodes did not answer in time. */
export class RequestTimeoutError extends KafkaAdapterError {
  readonly code = ErrorCode.TIMEOUT
  readonly retryable = true
  /** Ids of the nodes that did not answer; none when the request did not even reach them. */
  readonly missing: readonly string[]
  /** The answers that did arrive. */
  readonly responses: readonly unknown[]

  constructor (missing: readonly string[], responses: readonly unknown[]) {
    super(`timeout reached: ${missing.length ? `no answer from node ${missing.join(', ')}` : 'the request is not in the log yet'}`)
    this.missing = missing
    this.responses = responses
  }
}

/** So many requests wait for answers already that this one was not made. */
export class TooManyRequestsError extends KafkaAdapterError {
  readonly code = ErrorCode.TOO_MANY_REQUESTS
  readonly retryable = true
}

/** More than a node keeps for clients that come back: the oldest had to go, and whom it concerns starts afresh. The message names the option. */
export class OverflowError extends KafkaAdapterError {
  readonly code = ErrorCode.OVERFLOW
  readonly retryable = false
}

/** A frame reached the log so late that no node takes it: this node had been stopped, or cut off from the log. */
export class FencedError extends KafkaAdapterError {
  readonly code = ErrorCode.FENCED
  readonly retryable = true
}

/** The node was closed. */
export class NodeClosedError extends KafkaAdapterError {
  readonly code = ErrorCode.CLOSED
  readonly retryable = false
}

/** The machine's `apply` threw: the command changed nothing, on any node. */
export class CommandError extends KafkaAdapterError {
  readonly code = ErrorCode.COMMAND
  readonly retryable = false
}

/** States or commands of a machine are of a version that this node does not know. Other machines and namespaces go on. */
export class VersionError extends KafkaAdapterError {
  readonly code = ErrorCode.VERSION
  readonly retryable = true
}

/** The machine was ended, or is no longer hosted by what `replicate` returned; a command on its way may or may not have been applied. */
export class MachineClosedError extends KafkaAdapterError {
  readonly code = ErrorCode.MACHINE_CLOSED
  readonly retryable = true
}

/** An option has a value that cannot be used; the message names it. */
export class OptionError extends KafkaAdapterError {
  readonly code = ErrorCode.OPTION
  readonly retryable = false
}
