import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type UploadReply } from '../../protocol/uploads.ts'
import { pupil, serve, teacher } from '../helper.ts'
import { samples } from '../media/samples.ts'

async function start (t: Test) {
  const folder = t.testdir()
  const server = await serve(t, { DATA_DIR: folder })
  const { ticket } = await server.join(teacher)
  const files = () => existsSync(join(folder, 'media')) ? readdirSync(join(folder, 'media')) : []
  const upload = async (data: Buffer<ArrayBuffer>, authorization = `Bearer ${ticket}`) => {
    const body = new FormData()
    body.set('file', new Blob([data]), '../../etc/passwd.html')
    const response = await fetch(`${server.url}/api/media`, { method: 'POST', body, headers: { authorization } })
    return { status: response.status, body: await response.json() as UploadReply & { code: string, field?: string } }
  }
  return { ...server, files, upload }
}

const png = Buffer.concat([samples.png, Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251))])

t.test('what was uploaded is served as it was', async (t) => {
  const { url, upload, join, files } = await start(t)
  const { status, body } = await upload(png)
  t.equal(status, 201)
  t.match(body, { id: /^[0-9a-f-]{36}\.png$/, kind: 'image', contentType: 'image/png', size: png.length })
  t.strictSame(files(), [body.id])
  const response = await fetch(url + body.url)
  t.equal(response.status, 200)
  t.match(Object.fromEntries(response.headers), {
    'content-type': 'image/png',
    'content-length': String(png.length),
    'x-content-type-options': 'nosniff',
    'content-disposition': `inline; filename="${body.id}"`,
    'cache-control': 'private, max-age=31536000, immutable',
    'accept-ranges': 'bytes'
  })
  t.ok(png.equals(Buffer.from(await response.arrayBuffer())))
  t.equal((await upload(png, `Bearer ${(await join(pupil())).ticket}`)).status, 201, 'pupils upload as well')
})

t.test('parts, and what the browser has already', async (t) => {
  const { url, upload } = await start(t)
  const { body } = await upload(png)
  const get = (headers: Record<string, string>, method = 'GET') => fetch(url + body.url, { headers, method })
  const part = await get({ range: 'bytes=10-19' })
  t.equal(part.status, 206)
  t.equal(part.headers.get('content-range'), `bytes 10-19/${png.length}`)
  t.ok(png.subarray(10, 20).equals(Buffer.from(await part.arrayBuffer())))
  const etag = part.headers.get('etag') ?? ''
  t.equal((await get({ range: 'bytes=0-', 'if-range': etag })).status, 206)
  t.equal((await get({ range: 'bytes=0-', 'if-range': '"other"' })).status, 200)
  const beyond = await get({ range: `bytes=${png.length}-` })
  t.strictSame([beyond.status, beyond.headers.get('content-range')], [416, `bytes */${png.length}`])
  t.equal((await get({ 'if-none-match': etag })).status, 304)
  const head = await get({}, 'HEAD')
  t.strictSame([head.status, head.headers.get('content-length')], [200, String(png.length)])
})

t.test('only for those who have the link, and only with a ticket to upload', async (t) => {
  const { url, upload, files } = await start(t)
  const { body } = await upload(png)
  const status = async (path: string) => (await fetch(url + path)).status
  t.equal(await status(`/media/${body.id}`), 403)
  t.equal(await status(body.url.replace('class=3-2', 'class=3-3')), 403)
  t.equal(await status(body.url.replace(/exp=\d/, 'exp=9')), 403)
  t.equal(await status('/media/..%2f..%2fetc%2fpasswd'), 404)
  t.equal(await status('/media/lock'), 404)
  t.match(await upload(png, ''), { status: 403, body: { code: 'FORBIDDEN' } })
  t.match(await upload(png, 'Bearer x'), { status: 403, body: { code: 'FORBIDDEN' } })
  t.equal(files().length, 1)
})

t.test('what cannot be uploaded leaves nothing', async (t) => {
  const { url, upload, join, files } = await start(t)
  t.match(await upload(Buffer.from('<html>')), { status: 400, body: { code: 'BAD_REQUEST', field: 'file' } })
  t.match(await upload(Buffer.concat([samples.png, Buffer.alloc(10 * 1024 * 1024)])), { status: 413, body: { code: 'TOO_LARGE' } })
  const headers = { authorization: `Bearer ${(await join(teacher)).ticket}` }
  const empty = await fetch(`${url}/api/media`, { method: 'POST', headers, body: new FormData() })
  t.match(await empty.json(), { code: 'BAD_REQUEST' })
  const json = await fetch(`${url}/api/media`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' })
  t.strictSame([json.status, (await json.json() as { code: string }).code], [415, 'BAD_REQUEST'])
  t.strictSame(files(), [])
})
