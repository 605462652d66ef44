import { userFields } from '../../protocol/constants.ts'
import { UserInfo, type User } from '../../protocol/user.ts'
import { AppError } from '../errors.ts'
import { validator } from '../validate.ts'

const validate = validator(UserInfo)

/**
 * A body as its sender means it: popups are opened with links that carry every field, so an empty one is a missing one, and so is
 * a uuid that a page without one wrote as "undefined".
 */
export function tidy (body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => value !== '' && !(name === 'uuid' && value === 'undefined')))
}

/** The first required field that is not there. */
export function missingField (info: Partial<UserInfo>): string | undefined {
  const [missing] = UserInfo.required.filter((name) => info[name] === undefined)
  return missing ?? (info.tempUsrId === undefined && info.uuid === undefined ? 'tempUsrId' : undefined)
}

/**
 * The person that userInfo, or the claims of a token, speak of; anything else they hold is left out.
 * @throws {AppError} BAD_REQUEST with the offending field
 */
export function toUser (source: object): User {
  const info = validate(tidy(source))
  const uid = info.uuid ?? info.tempUsrId
  if (uid === undefined) throw new AppError('BAD_REQUEST', 'tempUsrId is missing, and so is uuid', { field: 'tempUsrId' })
  const fields = Object.fromEntries(userFields.filter((name) => info[name] !== undefined).map((name) => [name, info[name]]))
  return { ...fields as UserInfo, uid, role: info.usrTpCd }
}
