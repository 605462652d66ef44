import { randomUUID } from 'node:crypto'
import { type User } from '../../protocol/user.ts'
import { isPassword } from '../auth/passwords.ts'
import { admission, isLockedOut, type Verdict } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { type HostedClass } from './hosted-class.ts'

/**
 * Says whether somebody can come in now, as far as this node knows: it is their join that decides.
 * @throws {AppError} why they cannot
 */
export async function admit (hosted: HostedClass, user: User, password: string | undefined): Promise<void> {
  if (admission(hosted.state, user)?.code === 'WRONG_PASSWORD' && password !== undefined) await givePassword(hosted, user, password)
  const problem = admission(hosted.state, user)
  if (problem) throw AppError.of(problem)
}

/**
 * Resolves when the class knows that the person has the password.
 * @throws {AppError} WRONG_PASSWORD or RATE_LIMIT
 */
export async function givePassword (hosted: HostedClass, { uid }: User, password: string): Promise<void> {
  const { state, clock } = hosted
  const hash = state.info.password
  if (hash === null) return
  // The class counts tries; whoever has none left costs no hash.
  const right = !isLockedOut(state, uid, clock.now()) && await isPassword(password, hash)
  const result = await hosted.submit({ type: 'password:try', by: { role: 'SYS' }, cmdId: randomUUID(), data: { uid, right } })
  if (!result.ok) throw AppError.of(result)
  const { verdict } = result as typeof result & { verdict: Verdict }
  if (verdict === 'RATE_LIMIT') throw new AppError('RATE_LIMIT', 'too many wrong passwords')
  if (verdict === 'WRONG_PASSWORD') throw new AppError('WRONG_PASSWORD', 'this is not the password', { retryable: true })
}
