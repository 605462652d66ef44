import { userFields } from '../../server/protocol/constants.ts'
import { type UserInfo } from '../../server/protocol/user.ts'

/** The address that an opening web service gives to a popup. */
export function popupUrl (base: string, user: UserInfo, launch?: string): string {
  const url = new URL('/', base)
  for (const field of userFields) {
    const value = user[field]
    if (value !== undefined) url.searchParams.set(field, value)
  }
  if (launch) url.searchParams.set('launch', launch)
  return url.href
}
