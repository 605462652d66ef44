import t from 'tap'
import { SignJWT } from 'jose'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { signLaunch } from '../../src/auth/tickets.ts'
import { toUser } from '../../src/auth/user.ts'
import { next, type Server, serve, teacher } from '../helper.ts'

const secret = 'k'.repeat(32)
const keys = { TICKET_SECRETS: `k1:${secret}` }

t.test('a socket needs a ticket for its class', async t => {
  const { connect, join } = await serve(t)
  const { ticket } = await join(teacher)
  const refused: Array<[string, string, object]> = [
    ['none', '3-2', {}],
    ['not a text', '3-2', { ticket: { a: 1 } }],
    ['not a ticket', '3-2', { ticket: 'x' }],
    ['endless', '3-2', { ticket: 'x'.repeat(500_000) }],
    ['with another signature', '3-2', { ticket: `${ticket.slice(0, -8)}AAAAAAAA` }],
    ['for another class', '3-3', { ticket }]
  ]
  for (const [name, classCode, auth] of refused) {
    const [error] = await next(connect(classCode, auth), 'connect_error')
    t.match(error.data, { code: 'FORBIDDEN', message: String, retryable: false }, name)
  }
  const client = connect('3-2', { ticket })
  await next(client, 'connect')
  t.ok(client.connected)
})

t.test('neither a launch nor an expired ticket is a ticket', async t => {
  const { connect } = await serve(t, keys)
  const claims = { ...teacher, jti: '1' }
  const jwt = (audience: string, expiry: string) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' })
    .setAudience(audience).setExpirationTime(expiry).sign(new TextEncoder().encode(secret))
  for (const ticket of [await jwt('launch', '60s'), await jwt('classroom', '-1m')]) {
    const [error] = await next(connect('3-2', { ticket }), 'connect_error')
    t.match(error.data, { code: 'FORBIDDEN' })
  }
  await next(connect('3-2', { ticket: await jwt('classroom', '60s') }), 'connect')
})

t.test('while keys are replaced, tickets are good on pods of either kind', async t => {
  const [first, second] = [`k1:${secret}`, `k2:${'n'.repeat(32)}`]
  const log = new MemoryLog()
  // As operators do it: the new key is added everywhere, then signs, then the old one goes.
  const [added, signs, gone] = await Promise.all([`${first},${second}`, `${second},${first}`, second].map((keys) => serve(t, { TICKET_SECRETS: keys }, log)))
  const launch = (kid: string, key: string) => signLaunch({ kid, secret: new TextEncoder().encode(key) }, toUser(teacher), crypto.randomUUID())
  const join = async ({ app }: Server, token: string) => (await app.inject({ method: 'POST', url: '/socket/join', payload: { launch: token } })).json<{ ticket: string }>().ticket
  const old = await join(added!, await launch('k2', 'n'.repeat(32)))
  const fresh = await join(signs!, await launch('k1', secret))
  await next(signs!.connect('3-2', { ticket: old }), 'connect')
  for (const server of [added!, gone!]) await next(server.connect('3-2', { ticket: fresh }), 'connect')
  const [error] = await next(gone!.connect('3-2', { ticket: old }), 'connect_error')
  t.match(error.data, { code: 'FORBIDDEN' })
})
