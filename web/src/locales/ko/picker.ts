export default {
  title: '발표자 뽑기',
  drawing: '누가 발표해 볼까요?',
  drawn: '뽑혔어요',
  you: '내가 뽑혔어요',
  turn: '님이 뽑혔어요',
  yourTurn: '발표해 볼까요?',
  announce: '{name}: 뽑혔어요',
  pool: { title: '누구 가운데서', online: '접속', all: '모두', hands: '손든' },
  style: { title: '모양', wheel: '돌림판', cards: '카드' },
  count: '몇 명',
  people: '명',
  exclude: '한 번 뽑힌 학생은 빼기',
  draw: '뽑기',
  again: '다시 뽑기',
  before: '오늘 뽑힌 학생 {n}명',
  done: '발표 마쳤어요',
  close: '닫기'
}
