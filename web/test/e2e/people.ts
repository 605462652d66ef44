import { type UserInfo } from '../../../server/protocol/user.ts'

const space = { spaceName: '3학년 2반', classCode: '3-2' }

export const teacher: UserInfo = { usrTpCd: 'TE', userName: '한지민', tempUsrId: 'te', ...space }

export function pupil (stuNo: string, userName: string): UserInfo {
  return { usrTpCd: 'ST', userName, tempUsrId: `st-${stuNo}`, stuNo, ...space }
}
