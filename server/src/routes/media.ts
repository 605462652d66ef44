import { type FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import { HttpProblem } from '../../protocol/http.ts'
import { mediaId, MediaParams, UploadReply } from '../../protocol/uploads.ts'
import { bearer } from '../auth/bearer.ts'
import { type Tickets } from '../auth/tickets.ts'
import { AppError } from '../errors.ts'
import { parseRange } from '../media/range.ts'
import { typeOf } from '../media/types.ts'
import { openUpload } from '../media/upload.ts'
import { addFile, removeFile } from '../records/files.ts'

/** Uploads of files, and the files. */
export async function mediaRoutes (app: FastifyInstance, { tickets }: { tickets: Tickets }): Promise<void> {
  const { records, media: { storage, links } } = app
  const errors = { '4xx': HttpProblem, '5xx': HttpProblem }

  app.post('/api/media', {
    config: { rateLimit: {} },
    schema: { summary: 'Uploads a file (multipart/form-data, one part) for the class of the ticket', tags: ['media'], consumes: ['multipart/form-data'], response: { 201: UploadReply, ...errors } }
  }, async (request, reply): Promise<UploadReply> => {
    const { uid, classCode } = await bearer(request, tickets)
    if (!request.isMultipart()) throw new AppError('BAD_REQUEST', 'expected multipart/form-data', { statusCode: 415 })
    const part = await request.file()
    if (!part) throw new AppError('BAD_REQUEST', 'there is no file', { field: 'file' })
    const upload = await openUpload(part.file)
    const { id, type: { contentType, kind }, data } = upload
    if (records.isKept) await records.run((db) => addFile(db, { id, classCode, uid, createdAt: Date.now() }))
    try {
      await storage.put(id, contentType, data)
    } catch (error) {
      // A row without a file does no harm, and goes when it is old.
      if (records.isKept) await records.run((db) => removeFile(db, id)).catch((failure: unknown) => request.log.warn({ err: failure }, 'a row of a file stays'))
      throw error
    }
    reply.code(201)
    return { id, url: links.sign(id, classCode), kind, contentType, size: upload.size }
  })

  app.get<{ Params: MediaParams }>('/media/:id', {
    schema: { summary: 'A file, at the address that its upload answered', tags: ['media'], params: MediaParams }
  }, async (request, reply) => {
    const { id } = request.params
    if (!mediaId.test(id)) throw noSuchFile()
    const { searchParams } = new URL(request.url, 'http://localhost')
    if (!links.isValid(id, searchParams)) throw new AppError('FORBIDDEN', 'the address is wrong or has expired')
    const etag = `"${id}"`
    reply.headers({
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': `inline; filename="${id}"`,
      'x-content-type-options': 'nosniff',
      etag
    })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    const size = await storage.size(id)
    if (size === undefined) throw noSuchFile()
    const { range: asked, 'if-range': condition = etag } = request.headers
    const range = condition === etag ? parseRange(asked, size) : undefined
    if (range === null) return reply.code(416).header('content-range', `bytes */${size}`).send()
    const { start, end } = range ?? { start: 0, end: size - 1 }
    if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`)
    reply.header('content-length', end - start + 1).type(typeOf(id)!.contentType)
    // An empty stream: without one, Fastify would say that the file is empty.
    return reply.send(request.method === 'HEAD' ? Readable.from([]) : await storage.read(id, start, end))
  })
}

const noSuchFile = () => new AppError('NOT_FOUND', 'there is no such file')
