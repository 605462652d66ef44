import t from 'tap'
import { build } from '../helper.ts'

t.test('serves the popup', async t => {
  const WEB_DIR = t.testdir({ 'index.html': '<!doctype html><title>popup</title>', assets: { 'index-abc123.js': 'run()' }, 'icon.svg': '<svg/>' })
  const app = await build(t, { WEB_DIR })
  const get = (url: string, accept = 'text/html,*/*') => app.inject({ url, headers: { accept } })

  for (const url of ['/', '/classroom/3-2', '/404', '/?usrTpCd=TE&userName=x']) {
    const { statusCode, body, headers } = await get(url)
    t.match({ statusCode, body, cache: headers['cache-control'] }, { statusCode: 200, body: /popup/, cache: 'no-cache' }, url)
    t.match(headers['content-security-policy'], "default-src 'self'")
  }
  const asset = await get('/assets/index-abc123.js', '*/*')
  t.match(asset.headers, { 'cache-control': 'public, max-age=31536000, immutable', 'content-type': /javascript/ })
  t.equal((await get('/icon.svg', '*/*')).headers['cache-control'], 'no-cache')

  for (const [url, accept] of [['/api/nothing', 'text/html'], ['/socket/nothing', 'text/html'], ['/media/1', 'text/html'], ['/assets/gone.js', '*/*'], ['/../package.json', '*/*']] as const) {
    const { statusCode, headers } = await get(url, accept)
    t.match({ statusCode, type: headers['content-type'] }, { statusCode: 404, type: /json/ }, url)
  }
  t.equal((await app.inject({ method: 'POST', url: '/classroom/3-2', headers: { accept: 'text/html' } })).statusCode, 404)
})

t.test('without a build, the interface is served all the same', async t => {
  const app = await build(t, { WEB_DIR: `${t.testdir()}/none` })
  t.match((await app.inject({ url: '/', headers: { accept: 'text/html' } })).json(), { code: 'NOT_FOUND' })
})
