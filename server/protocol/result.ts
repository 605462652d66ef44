/** Every code that an error may carry, over HTTP and over a socket. */
export const errorCodes = [
  'BAD_REQUEST', 'FORBIDDEN', 'NOT_FOUND', 'NOT_JOINED', 'STALE_REV', 'CLOSED', 'ALREADY_ANSWERED', 'RATE_LIMIT', 'FULL',
  'WRONG_PASSWORD', 'BANNED', 'TOO_LARGE', 'UNAVAILABLE'
] as const
export type ErrorCode = typeof errorCodes[number]

/** What `app:error` and `connect_error` (in `error.data`) carry. */
export interface Problem {
  code: ErrorCode
  /** For developers; not to be shown to people. */
  message: string
  /** Whether the same message may succeed later. */
  retryable: boolean
}

export type Failure = { ok: false } & Problem

/** The answer to a message of the client. */
export type Ack<T extends object = object> = ({ ok: true } & T) | Failure
