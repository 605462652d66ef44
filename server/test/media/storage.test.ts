import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { needsS3 } from '../../../scripts/lib/test-needs.ts'
import { loadConfig } from '../../src/config.ts'
import { createFolderStorage } from '../../src/media/folder-storage.ts'
import { createS3Storage } from '../../src/media/s3-storage.ts'
import { type Storage } from '../../src/media/storage.ts'

/** What must hold wherever files lie. */
function storageContract (t: Test, name: string, storage: Storage): void {
  const newId = () => `${randomUUID()}.png`
  const chunked = (data: Buffer) => Readable.from((function * () {
    for (let from = 0; from < data.length; from += 60_000) yield data.subarray(from, from + 60_000)
  })(), { objectMode: false })

  for (const bytes of [1, 100_000, 12 * 1024 * 1024 + 7]) {
    t.test(`${name}: a file of ${bytes} bytes, and parts of it`, async (t) => {
      const [id, data] = [newId(), randomBytes(bytes)]
      await storage.put(id, 'image/png', chunked(data))
      t.equal(await storage.size(id), bytes)
      t.ok(data.equals(await buffer(await storage.read(id, 0, bytes - 1))))
      const [start, end] = [Math.floor(bytes / 3), Math.floor(bytes / 2)]
      t.ok(data.subarray(start, end + 1).equals(await buffer(await storage.read(id, start, end))))
      await storage.remove(id)
      t.equal(await storage.size(id), undefined)
    })
  }

  t.test(`${name}: an upload that fails leaves nothing`, async (t) => {
    for (const before of [10, 11 * 1024 * 1024]) {
      const id = newId()
      const failing = Readable.from((function * () {
        yield randomBytes(before)
        throw new Error('the sender is gone')
      })(), { objectMode: false })
      await t.rejects(storage.put(id, 'image/png', failing))
      t.equal(await storage.size(id), undefined)
    }
  })

  t.test(`${name}: what is not there`, async (t) => {
    t.equal(await storage.size(newId()), undefined)
    await t.resolves(storage.remove(newId()))
  })
}

storageContract(t, 'folder', createFolderStorage(join(t.testdir(), 'media')))

t.setTimeout(300_000) // the first time, S3Proxy is fetched
const server = await needsS3(t)
if (server) {
  const storage = createS3Storage(loadConfig(server.env))
  t.teardown(() => storage.close())
  storageContract(t, 'S3', storage)

  t.test('S3 that is away', async (t) => {
    const away = createS3Storage(loadConfig({ ...server.env, S3_ENDPOINT: 'http://127.0.0.1:1' }))
    t.teardown(() => away.close())
    await t.rejects(away.size('x.png'), { code: 'UNAVAILABLE' })
    await t.rejects(away.put('x.png', 'image/png', Readable.from(['x'])), { code: 'UNAVAILABLE' })
  })
}
