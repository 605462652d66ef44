export default {
  title: '지금 열린 교실',
  make: '교실 만들기',
  name: '교실 이름',
  teacher: '선생님 이름',
  capacity: '정원',
  password: '비밀번호',
  passwordHint: '정하면 학생이 들어올 때 물어봐요',
  open: '교실 열기',
  cancel: '그만두기',
  missing: { title: '교실 이름을 적어 주세요', teacher: '선생님 이름을 적어 주세요', capacity: '정원은 2명에서 500명까지예요' },
  none: '아직 열린 교실이 없어요',
  noneText: '교실을 만들면 여기에 나타나요',
  closed: '이 서버에서는 교실을 볼 수 없어요',
  waiting: '교실을 찾고 있어요',
  since: '{time}부터',
  seats: '{online} / {capacity}명',
  full: '{n}명, 자리가 가득 찼어요',
  locked: '잠긴 교실',
  enter: '들어가기: {title}'
}
export const password = { title: '비밀번호가 있는 교실이에요', text: '선생님이 알려 준 비밀번호를 적어 주세요', tooOften: '여러 번 달랐어요. 1분 뒤에 다시 적어 주세요' }
