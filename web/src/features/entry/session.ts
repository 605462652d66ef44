import type { JoinReply } from '@protocol/http.ts'
import type { Entry } from './launch.ts'

// sessionStorage: a reload comes back as the same person, another tab is somebody else.
const keys = { userInfo: 'userInfo', launch: 'launch', session: 'session', open: 'openMode' } as const

/** Keeps what this tab was opened with, and forgets whoever was here before. */
export function keepEntry ({ userInfo, launch }: Entry): void {
  sessionStorage.removeItem(keys.session)
  sessionStorage.setItem(keys.userInfo, JSON.stringify(userInfo))
  if (launch === undefined) sessionStorage.removeItem(keys.launch)
  else sessionStorage.setItem(keys.launch, launch)
  sessionStorage.setItem(keys.open, String(launch === undefined))
}

export function keptEntry (): Entry | undefined {
  const userInfo = sessionStorage.getItem(keys.userInfo)
  const launch = sessionStorage.getItem(keys.launch)
  return userInfo === null ? undefined : { userInfo: JSON.parse(userInfo), ...(launch !== null && { launch }) }
}

/** Keeps the joined session; its ticket stands in for the launch from now on. */
export function keepSession (session: JoinReply): void {
  sessionStorage.setItem(keys.session, JSON.stringify(session))
  sessionStorage.removeItem(keys.launch)
}

export function keptSession (): JoinReply | undefined {
  const session = sessionStorage.getItem(keys.session)
  return session === null ? undefined : JSON.parse(session)
}

/** Whether this tab was opened for somebody who has not joined yet. */
export function isPending (): boolean {
  return keptEntry() !== undefined && keptSession() === undefined
}

/** Whether this tab came in without a signed launch, so that anybody with the class code can. */
export function isOpenMode (): boolean {
  return sessionStorage.getItem(keys.open) === 'true'
}

/** The class that this tab was opened for. */
export function keptClassCode (): string | undefined {
  return keptSession()?.user.classCode ?? keptEntry()?.userInfo.classCode
}
