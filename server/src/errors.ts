import { KafkaAdapterError, FrameTooLargeError } from 'socket.io-kafka-adapter'
import { type ErrorCode, type Failure, type Problem } from '../protocol/result.ts'

const statuses: Partial<Record<ErrorCode, number>> = {
  BAD_REQUEST: 400, FORBIDDEN: 403, BANNED: 403, NOT_FOUND: 404, TOO_LARGE: 413, RATE_LIMIT: 429, UNAVAILABLE: 503
}
const retryableCodes: readonly ErrorCode[] = ['RATE_LIMIT', 'UNAVAILABLE']

/** When a client may try again that was told UNAVAILABLE. */
export const retryAfterSeconds = 2

interface AppErrorOptions extends ErrorOptions {
  /** The offending field. */
  field?: string | undefined
  /** HTTP status, where it is not the usual one of the code. */
  statusCode?: number
  /** Whether the same may succeed later, where it does not follow from the code. */
  retryable?: boolean
}

/** An error that is told to the client as it is. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly statusCode: number
  readonly retryable: boolean

  constructor (code: ErrorCode, message: string, { field, statusCode, retryable, ...options }: AppErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.field = field
    this.statusCode = statusCode ?? statuses[code] ?? 409
    this.retryable = retryable ?? retryableCodes.includes(code)
  }

  /** What the class has refused. */
  static of ({ code, message, retryable }: Failure): AppError {
    return new AppError(code, message, { retryable })
  }

  toProblem (): Problem {
    return { code: this.code, message: this.message, retryable: this.retryable }
  }
}

/** Anything that was thrown, as what may be told to a client: what the code did not mean to say stays inside. */
export function toAppError (error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof FrameTooLargeError) return new AppError('TOO_LARGE', 'the message is too large', { cause: error })
  if (error instanceof KafkaAdapterError) return new AppError('UNAVAILABLE', 'the cluster cannot be reached at the moment', { cause: error })
  return new AppError('UNAVAILABLE', 'the server failed', { cause: error, statusCode: 500 })
}
