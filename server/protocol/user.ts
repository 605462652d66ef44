import { Type, type Static } from 'typebox'
import { classCodePattern, limits, roles, type Role } from './constants.ts'

const text = () => Type.String({ minLength: 1, maxLength: limits.text })

/** Who opens the popup and for which class; `tempUsrId` or `uuid` must be there as well. */
export const UserInfo = Type.Object({
  usrTpCd: Type.Enum([...roles], { type: 'string', description: 'TE teaches, ST is a pupil' }),
  userName: Type.String({ minLength: 1, maxLength: limits.name }),
  spaceName: Type.Optional(text()),
  classCode: Type.String({ pattern: classCodePattern }),
  tempUsrId: Type.Optional(text()),
  uuid: Type.Optional(text()),
  wid: Type.Optional(text()),
  stuNo: Type.Optional(text()),
  projectId: Type.Optional(text()),
  boardId: Type.Optional(text())
})
export type UserInfo = Static<typeof UserInfo>

/** A person of a class: userInfo, the id that stays the same over reloads, and the role. */
export interface User extends UserInfo {
  uid: string
  role: Role
}
