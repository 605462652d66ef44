import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { AppError } from '../errors.ts'
import { fileTypes, headBytes, type FileType } from './types.ts'

/** A file as it comes in. */
export interface Upload {
  /** New, and ends with the extension of the type. */
  id: string
  type: FileType
  /** Fails with TOO_LARGE when it turns out to be larger than files of its type may be. */
  data: Readable
  /** Bytes that have come so far. */
  readonly size: number
}

/**
 * Looks at the first bytes of a file, and lets the others through as they come.
 * @throws {AppError} BAD_REQUEST when it is of no type that may be uploaded
 */
export async function openUpload (source: Readable): Promise<Upload> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let head = Buffer.alloc(0)
  while (head.length < headBytes) {
    const { done, value } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const type = fileTypes.find(({ matches }) => matches(head))
  if (!type) throw new AppError('BAD_REQUEST', `only these can be uploaded: ${fileTypes.map(({ extension }) => extension).join(', ')}`, { field: 'file' })
  const { extension, maxBytes } = type
  let size = 0

  async function * limited (): AsyncGenerator<Buffer> {
    for (let chunk = head; ;) {
      size += chunk.length
      if (size > maxBytes) throw new AppError('TOO_LARGE', `files of this type have at most ${maxBytes} bytes`, { field: 'file' })
      yield chunk
      const { done, value } = await chunks.next()
      if (done) return
      chunk = value as Buffer<ArrayBuffer>
    }
  }

  return { id: `${randomUUID()}.${extension}`, type, data: Readable.from(limited(), { objectMode: false }), get size () { return size } }
}
