import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import t from 'tap'
import { openUpload } from '../../src/media/upload.ts'
import { samples } from './samples.ts'

const MiB = 1024 * 1024

t.test('the first bytes say what a file is, in whatever pieces they come', async (t) => {
  for (const [extension, head] of Object.entries(samples)) {
    const data = Buffer.concat([head, Buffer.alloc(1_000, 7)])
    for (const size of [1, 50, 5_000]) {
      const upload = await openUpload(Readable.from((function * () {
        for (let from = 0; from < data.length; from += size) yield data.subarray(from, from + size)
      })()))
      t.match(upload.id, new RegExp(`^[0-9a-f-]{36}\\.${extension}$`))
      t.ok(data.equals(await buffer(upload.data)))
      t.equal(upload.size, data.length)
    }
  }
})

t.test('anything else is refused', async (t) => {
  const others = ['', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html><script>', 'MZ\x90', 'PK\x03\x04', 'RIFF....WAVE', '....ftypqt  ', '\x1A\x45\xDF\xA3matroska', ' %PDF-1.7']
  for (const head of others) await t.rejects(openUpload(Readable.from([Buffer.from(head, 'latin1')])), { code: 'BAD_REQUEST', field: 'file' }, head)
})

t.test('a file is cut off when it is larger than its type may be', async (t) => {
  const limits = { png: 10 * MiB, pdf: 10 * MiB, mp4: 100 * MiB } as const
  for (const [extension, limit] of Object.entries(limits)) {
    const sized = (bytes: number) => Readable.from((function * () {
      const head = samples[extension as keyof typeof samples]
      yield head
      const chunk = Buffer.alloc(MiB)
      for (let left = bytes - head.length; left > 0; left -= MiB) yield chunk.subarray(0, left)
    })())
    const drain = async (bytes: number) => await finished((await openUpload(sized(bytes))).data.resume())
    await t.resolves(drain(limit))
    await t.rejects(drain(limit + 1), { code: 'TOO_LARGE' })
  }
})
