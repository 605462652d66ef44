import { AppError } from '../errors.ts'

/** The database cannot be used at the moment; the same may succeed later. */
export class RecordsUnavailableError extends AppError {
  override name = 'RecordsUnavailableError'

  constructor (cause?: unknown) {
    super('UNAVAILABLE', 'the records cannot be reached at the moment', { cause })
  }
}

/** Classes of SQLSTATE that speak of the statement and its values, not of the state of the database. */
const ownFault = /^(22|23|42)/

/** What was thrown by a query: anything but a fault of our own means that the database is away. */
export function toRecordsError (error: unknown): unknown {
  if (error instanceof AppError || error instanceof TypeError) return error
  const { code, cause } = error as { code?: unknown, cause?: { code?: unknown } }
  return ownFault.test(String(cause?.code ?? code)) ? error : new RecordsUnavailableError(error)
}
