import { type UserInfo } from '../../../server/protocol/user.ts'

const names = '김민준, 이서연, 박도윤, 최하은, 정시우, 강지우, 조은우, 윤서아, 장하준, 임수아, 한유준, 오지안, 서예준, 신다은, 권주원, 황보라, 남궁민서, 선우진, 안건우, 송채원, 전이안, 홍나은, 유현우, 문지호, 양소율, 손태양, 배가온, 독고준'.split(', ')

export const teacher = (classCode: string): UserInfo => ({ usrTpCd: 'TE', userName: '한지민', spaceName: '2학년 5반 과학', classCode, tempUsrId: 'te' })

/** Pupils of a class, by number. */
export const pupils = (classCode: string): UserInfo[] => names.map((userName, index) =>
  ({ usrTpCd: 'ST', userName, spaceName: '2학년 5반 과학', classCode, tempUsrId: `st-${index + 1}`, stuNo: String(index + 1) }))
