import t from 'tap'
import { SignJWT } from 'jose'
import { next, serve, teacher } from '../helper.ts'

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
