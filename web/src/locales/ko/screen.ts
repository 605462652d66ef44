export default {
  title: '프로젝터 화면',
  open: '프로젝터 화면 열기',
  code: '교실 코드',
  each: '각자 칠판에 그려요',
  answered: '{online}명 중 {n}명이 냈어요',
  ownPlace: '내 순위는 내 화면에서 봐요'
}
