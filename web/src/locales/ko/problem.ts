/** Why a command was not carried out, by its code. */
export default {
  BAD_REQUEST: '이 내용은 보낼 수 없어요. 다시 확인해 주세요',
  FORBIDDEN: '지금은 할 수 없는 일이에요',
  NOT_FOUND: '찾지 못했어요. 지워졌을 수 있어요',
  NOT_JOINED: '교실과 연결이 끝났어요',
  STALE_REV: '이미 다음 단계로 넘어갔어요',
  CLOSED: '지금은 할 수 없는 단계예요',
  ALREADY_ANSWERED: '이미 답을 냈어요. 처음 낸 답이 남아 있어요',
  RATE_LIMIT: '잠깐 쉬었다가 다시 눌러 주세요',
  FULL: '자리가 가득 찼어요',
  WRONG_PASSWORD: '비밀번호가 달라요',
  BANNED: '선생님이 허락하면 다시 들어갈 수 있어요',
  TOO_LARGE: '내용이 너무 커요. 줄여서 다시 보내 주세요',
  UNAVAILABLE: '지금은 보내지 못했어요. 잠시 뒤에 다시 눌러 주세요'
}
