import { SignJWT } from 'jose'
import t from 'tap'
import { keysOf } from '../../src/auth/keys.ts'
import { createTickets, signLaunch, type LaunchRegister } from '../../src/auth/tickets.ts'
import { toUser } from '../../src/auth/user.ts'

const user = toUser({ usrTpCd: 'ST', userName: '민준', spaceName: '3학년', classCode: '3-2', tempUsrId: 't', uuid: 'u', wid: 'w', stuNo: '7', projectId: 'p', boardId: 'b' })
const keys = keysOf('new:secret-1,old:secret-2')
const [key] = keys
const used = new Set<string>()
const launches: LaunchRegister = { use: async (_classCode, jti) => used.size < used.add(jti).size }
const tickets = createTickets(keys, launches)

interface JwtOptions { claims?: object, kid?: string, secret?: string, alg?: string, exp?: string | number, jti?: string }
function jwt ({ claims = user, kid = 'new', secret = 'secret-1', alg = 'HS256', exp = '60s', jti = crypto.randomUUID() }: JwtOptions = {}): Promise<string> {
  const token = new SignJWT({ ...claims }).setProtectedHeader({ alg, kid }).setExpirationTime(exp)
  if (jti) token.setJti(jti)
  return token.sign(new TextEncoder().encode(secret))
}

t.test('a ticket says who joined', async t => {
  const ticket = await tickets.sign(user)
  t.strictSame(await tickets.verify(ticket), user)
  t.strictSame(await tickets.verify(ticket), user, 'as often as needed')
  const { exp } = JSON.parse(atob(ticket.split('.')[1]!)) as { exp: number }
  t.ok(Math.abs(exp - Date.now() / 1000 - 12 * 3600) < 10)
})

t.test('a launch is used once', async t => {
  const launch = await jwt()
  t.strictSame(await tickets.verifyLaunch(launch, false), user, 'looking at it does not use it')
  t.strictSame(await tickets.verifyLaunch(launch, true), user)
  await t.rejects(tickets.verifyLaunch(launch, true), { code: 'FORBIDDEN', message: /used already/ })
  t.strictSame(await tickets.verifyLaunch(await signLaunch(key, user, 'x'), true), user)
})

t.test('keys are replaced by kid', async t => {
  t.strictSame(await tickets.verifyLaunch(await jwt({ kid: 'old', secret: 'secret-2' }), true), user)
  const later = createTickets(keysOf('newer:secret-3,new:secret-1'), launches)
  t.strictSame(await later.verify(await tickets.sign(user)), user)
  await t.rejects(createTickets(keysOf('newer:secret-3'), launches).verify(await tickets.sign(user)), { code: 'FORBIDDEN' })
})

t.test('launches that are refused', async t => {
  const seconds = Math.floor(Date.now() / 1000)
  const wrong: Record<string, JwtOptions> = {
    'another secret': { secret: 'secret-2' },
    'an unknown kid': { kid: 'other' },
    'another algorithm': { alg: 'HS512' },
    'too long a life': { exp: seconds + 120 },
    expired: { exp: seconds - 60 },
    'no jti': { jti: '' }
  }
  for (const [name, options] of Object.entries(wrong)) await t.rejects(tickets.verifyLaunch(await jwt(options), true), { code: 'FORBIDDEN' }, name)
  await t.rejects(tickets.verifyLaunch(await tickets.sign(user), true), { code: 'FORBIDDEN' }, 'a ticket')
  await t.rejects(tickets.verifyLaunch('x', true), { code: 'FORBIDDEN' }, 'rubbish')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const none = `${part({ alg: 'none', kid: 'new' })}.${part({ ...user, jti: '1', exp: seconds + 30 })}.`
  await t.rejects(tickets.verifyLaunch(none, true), { code: 'FORBIDDEN' }, 'no signature')
  await t.rejects(tickets.verifyLaunch(await jwt({ claims: { ...user, classCode: 'lobby' } }), true), { code: 'BAD_REQUEST', field: 'classCode' }, 'claims that cannot be used')
})
