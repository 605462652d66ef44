import t from 'tap'
import { build } from '../helper.ts'

t.test('pages load and run only what is ours', async t => {
  const app = await build(t)
  const { headers } = await app.inject({ url: '/', headers: { host: 'quiz.example:3000' } })
  const csp = String(headers['content-security-policy'])
  const directive = (name: string) => csp.split(';').find((part) => part.startsWith(`${name} `))
  t.equal(directive('default-src'), "default-src 'self'")
  t.equal(directive('connect-src'), "connect-src 'self' ws://quiz.example:3000 wss://quiz.example:3000")
  t.equal(directive('img-src'), "img-src 'self' https: data: blob:")
  t.notMatch(csp, /unsafe|script-src|style-src|upgrade-insecure/)
  t.match(headers, { 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' })
  const forged = await app.inject({ url: '/', headers: { host: "x; script-src 'unsafe-inline'" } })
  t.notMatch(forged.headers['content-security-policy'], /unsafe-inline/)
})

t.test('only listed origins may read answers', async t => {
  const app = await build(t, { ALLOWED_ORIGINS: 'https://school.example' })
  const allowed = async (origin: string) => {
    const { headers } = await app.inject({ method: 'OPTIONS', url: '/socket/join', headers: { origin, 'access-control-request-method': 'POST' } })
    return headers['access-control-allow-origin']
  }
  t.equal(await allowed('https://school.example'), 'https://school.example')
  t.equal(await allowed('https://evil.example'), undefined)
})

t.test('addresses come from proxies that are trusted', async t => {
  for (const [TRUST_PROXY, expected] of [['', '127.0.0.1'], ['127.0.0.1', '192.0.2.7']] as const) {
    const app = await build(t, { TRUST_PROXY })
    const seen = new Promise((resolve) => app.addHook('onRequest', async ({ ip }) => resolve(ip)))
    await app.inject({ url: '/', headers: { 'x-forwarded-for': '192.0.2.7' } })
    t.equal(await seen, expected)
  }
})
