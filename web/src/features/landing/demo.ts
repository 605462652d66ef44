import type { UserInfo } from '@protocol/user.ts'
import { randomId } from '../../random.ts'

/** The address that opens the popup for a person, as an opening service would write it. */
export function popupLink (userInfo: UserInfo): string {
  return `${location.origin}/?${new URLSearchParams(userInfo as Record<string, string>).toString()}`
}

interface Demo { classCode: string, spaceName: string, userName: string }

/** A teacher; the same link is the same person. */
export const demoTeacher = (demo: Demo): UserInfo => ({ usrTpCd: 'TE', ...demo, tempUsrId: randomId() })

/** Another pupil with each number, counted from 1. */
export const demoPupil = (demo: Demo, number: number): UserInfo => ({ usrTpCd: 'ST', ...demo, tempUsrId: randomId(), stuNo: String(number) })

/** Opens a window of the size of a popup. */
export function openPopup (link: string, size: { width: number, height: number }): void {
  window.open(link, '_blank', `popup,noopener,width=${size.width},height=${size.height}`)
}
