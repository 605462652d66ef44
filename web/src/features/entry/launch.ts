import { userFields } from '@protocol/constants.ts'
import type { UserInfo } from '@protocol/user.ts'

/** What the popup was opened with. */
export interface Entry {
  /** As the address says it; the server validates it. */
  userInfo: Partial<UserInfo>
  /** The signed, short-lived launch, if the opening service sent one. */
  launch?: string
}

/** Reads the address of the popup; undefined when it names nobody. */
export function readEntry (search: string): Entry | undefined {
  const query = new URLSearchParams(search)
  const userInfo: Partial<UserInfo> = Object.fromEntries(userFields.map(field => [field, query.get(field)]).filter(([, value]) => value))
  const launch = query.get('launch')
  if (Object.keys(userInfo).length === 0 && !launch) return undefined
  // Opening services have been seen to send the text "undefined" for a missing uuid.
  if (userInfo.uuid === undefined || userInfo.uuid === 'undefined') {
    delete userInfo.uuid
    if (userInfo.tempUsrId !== undefined) userInfo.uuid = userInfo.tempUsrId
  }
  return launch ? { userInfo, launch } : { userInfo }
}

/** The address without personal fields and launch. */
export function withoutEntry (path: string, search: string): string {
  const query = new URLSearchParams(search)
  for (const field of [...userFields, 'launch']) query.delete(field)
  return query.size > 0 ? `${path}?${query.toString()}` : path
}
