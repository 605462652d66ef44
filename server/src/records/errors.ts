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

/** Whether a query failed for the values in it: it would fail again, whatever the state of the database. */
export function isFaultOfData (error: unknown): boolean {
  return /^2[23]/.test(codeOf(error))
}

/** What was thrown by a query: anything but a fault of our own means that the database is away. */
export function toRecordsError (error: unknown): unknown {
  if (error instanceof AppError || error instanceof TypeError) return error
  return ownFault.test(codeOf(error)) ? error : new RecordsUnavailableError(error)
}

/** The SQLSTATE, where there is one. */
function codeOf (error: unknown): string {
  const { code, cause } = error as { code?: unknown, cause?: { code?: unknown } }
  return String(cause?.code ?? code)
}
