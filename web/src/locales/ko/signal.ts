export default {
  title: '손든 학생',
  nobody: '손든 학생이 없어요',
  reactions: '반응 보내기',
  sent: '{reaction}: 보냈어요',
  lowerOne: '{name}: 손 내리기',
  lowerAll: '모두 손 내리기',
  hand: { raise: '손들기', lower: '손 내리기', up: '손들었어요', announce: '{name}: 손들었어요' },
  help: { ask: '막혔어요', hint: '선생님이 도와주러 와요', short: '도움', announce: '{name}: 도움이 필요해요' },
  pace: { title: '수업 빠르기', slow: '천천히', ok: '좋아요', fast: '빨리' }
}
