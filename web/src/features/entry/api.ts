/** A failed request: the server's code, or OFFLINE when no answer came. */
export class ApiError extends Error {
  readonly code: string
  readonly field: string | undefined
  readonly retryAfterMs: number | undefined
  /** All that the server said. */
  readonly body: unknown

  constructor (code: string, { message = code, field, retryAfterMs, body }: { message?: string, field?: string, retryAfterMs?: number, body?: unknown } = {}) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.field = field
    this.retryAfterMs = retryAfterMs
    this.body = body
  }

  /** Whether the same request may succeed after a while. */
  get retryable (): boolean {
    return this.code === 'UNAVAILABLE' || this.code === 'RATE_LIMIT'
  }
}

const codeOfStatus: Record<number, string> = { 400: 'BAD_REQUEST', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: 'FULL', 413: 'TOO_LARGE', 429: 'RATE_LIMIT' }

async function failure (response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined)
  const { code, message, field } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const seconds = Number(response.headers.get('retry-after') ?? NaN)
  return new ApiError(typeof code === 'string' ? code : codeOfStatus[response.status] ?? 'UNAVAILABLE', {
    body,
    ...(typeof message === 'string' && { message }),
    ...(typeof field === 'string' && { field }),
    ...(Number.isFinite(seconds) && { retryAfterMs: seconds * 1000 })
  })
}

export interface RequestOptions {
  /** @default 'GET', or 'POST' with a body */
  method?: string
  body?: object
  /** A ticket, for what belongs to its person. */
  ticket?: string | undefined
}

/**
 * Sends a request with an answer of any kind.
 * @throws {ApiError} with the code of the server, or OFFLINE
 */
export async function request (path: string, { body, method = body ? 'POST' : 'GET', ticket }: RequestOptions = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: { ...body && { 'content-type': 'application/json' }, ...ticket !== undefined && { authorization: `Bearer ${ticket}` } },
      ...body && { body: JSON.stringify(body) },
      signal: AbortSignal.timeout(10_000)
    })
  } catch {
    throw new ApiError('OFFLINE')
  }
  if (!response.ok) throw await failure(response)
  return response
}

/**
 * Posts JSON and reads JSON.
 * @throws {ApiError} with the code of the server, or OFFLINE
 */
export async function post<T> (path: string, body: object): Promise<T> {
  return await (await request(path, { body })).json() as T
}
