import { jwtVerify, SignJWT, type JWTHeaderParameters, type JWTPayload, type JWTVerifyOptions } from 'jose'
import { limits, userFields } from '../../protocol/constants.ts'
import { type User } from '../../protocol/user.ts'
import { AppError } from '../errors.ts'
import { type Key } from './keys.ts'
import { toUser } from './user.ts'

const audience = 'classroom'
const ticketLifetime = '12h'
const maxLaunchSeconds = 60
/** How far the clocks of the opening service and of this cluster may differ. */
const clockTolerance = 5

/** Remembers which launches were used. */
export interface LaunchRegister {
  /**
   * @param jti - id of the launch
   * @param until - when the launch expires and may be forgotten, in ms since the epoch
   * @returns false when it was used before
   */
  use (classCode: string, jti: string, until: number): Promise<boolean>
}

export interface Tickets {
  /** A ticket for the person, who joined just now. */
  sign (user: User): Promise<string>
  /** @throws {AppError} FORBIDDEN */
  verify (ticket: unknown): Promise<User>
  /**
   * Verifies a launch. With `use`, it cannot be used again.
   * @throws {AppError} FORBIDDEN, or BAD_REQUEST when a claim cannot be used
   */
  verifyLaunch (launch: string, use: boolean): Promise<User>
}

/** Signs and checks tickets, and checks launches. No database: any node can check any ticket. */
export function createTickets ([signing, ...others]: [Key, ...Key[]], launches: LaunchRegister): Tickets {
  const secrets = new Map([signing, ...others].map(({ kid, secret }) => [kid, secret]))

  async function check (token: string, options: JWTVerifyOptions = {}): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keyOf, { algorithms: ['HS256'], requiredClaims: ['exp'], clockTolerance, ...options })
      return payload
    } catch (cause) {
      throw new AppError('FORBIDDEN', `the ticket or launch cannot be used: ${(cause as Error).message}`, { cause })
    }
  }

  function keyOf ({ kid = '' }: JWTHeaderParameters): Uint8Array {
    const secret = secrets.get(kid)
    if (!secret) throw new Error('unknown kid')
    return secret
  }

  return {
    sign: (user) => signUser(signing, user).setAudience(audience).setExpirationTime(ticketLifetime).sign(signing.secret),

    async verify (ticket) {
      if (typeof ticket !== 'string' || ticket.length > limits.token) throw new AppError('FORBIDDEN', 'a ticket is needed')
      return toUser(await check(ticket, { audience }))
    },

    async verifyLaunch (launch, use) {
      const { jti = '', exp = 0, ...claims } = await check(launch, { requiredClaims: ['exp', 'jti'] })
      if (exp > Date.now() / 1000 + maxLaunchSeconds + clockTolerance) throw new AppError('FORBIDDEN', `a launch expires in ${maxLaunchSeconds} s at the latest`)
      const user = toUser(claims)
      if (use && !await launches.use(user.classCode, jti, (exp + clockTolerance) * 1000)) throw new AppError('FORBIDDEN', 'the launch was used already')
      return user
    }
  }
}

/** A launch, as the opening service signs it. */
export function signLaunch (key: Key, user: User, jti: string): Promise<string> {
  return signUser(key, user).setJti(jti).setExpirationTime(`${maxLaunchSeconds}s`).sign(key.secret)
}

function signUser ({ kid }: Key, user: User): SignJWT {
  const claims = Object.fromEntries(userFields.map((name) => [name, user[name]]))
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid })
}
