import board from './ko/board.ts'
import chat from './ko/chat.ts'
import control from './ko/control.ts'
import picker from './ko/picker.ts'
import reaction from './ko/reaction.ts'
import rooms, { password } from './ko/rooms.ts'
import screen from './ko/screen.ts'
import signal from './ko/signal.ts'
import sound from './ko/sound.ts'
import upload from './ko/upload.ts'
import widget from './ko/widget.ts'
import editor from './ko/editor.ts'
import problem from './ko/problem.ts'
import quiz from './ko/quiz.ts'
import report from './ko/report.ts'
import sets, { desk } from './ko/sets.ts'

export default {
  editor,
  problem,
  board,
  chat,
  control,
  picker,
  reaction,
  rooms,
  password,
  screen,
  signal,
  sound,
  upload,
  widget,
  quiz,
  desk,
  report,
  sets,
  app: { name: '교실 퀴즈' },
  language: { switch: 'English' },
  common: {
    close: '닫기',
    copied: '복사했어요'
  },
  people: {
    teacher: '{name} 선생님',
    pupil: '{number}번 {name}',
    number: '{number}번',
    honorific: '{name}님'
  },
  joining: {
    title: '교실에 들어가고 있어요',
    text: '잠깐만 기다려 주세요',
    to: '{name} 교실로 가는 중이에요',
    slow: '조금 오래 걸리고 있어요. 이 창을 그대로 두면 계속 이어서 해요'
  },
  connection: {
    online: '연결됨',
    offline: '끊김',
    down: { title: '연결이 끊겼어요. 다시 연결하고 있어요', text: '이 창을 그대로 두면 저절로 돌아와요' },
    back: { title: '다시 연결했어요', text: '하던 것을 이어서 해요' }
  },
  class: {
    menu: '수업 메뉴',
    code: '교실 코드 {code} 복사',
    online: '접속 {online} / {total}',
    showQr: 'QR 코드 보기',
    help: '도움말과 단축키',
    leave: '나가기',
    stage: '수업 무대',
    lobby: '시작하기 전',
    media: '자료: {title}',
  },
  leave: {
    title: '교실에서 나갈까요?',
    teacher: '학생들은 교실에 그대로 있어요. 이 창에서 다시 들어올 수 있어요.',
    end: '수업 끝내기',
    endText: '수업을 끝내면 모든 학생의 화면이 닫혀요. 결과는 선생님께 남아요.',
    pupil: '이 창에서 다시 들어올 수 있어요.',
    stay: '남아 있기',
    go: '나가기'
  },
  lobby: {
    arrived: '{n}명이 들어왔어요',
    nobody: '학생을 기다리고 있어요',
    invite: 'QR이나 링크를 알려 주면 들어올 수 있어요',
    inviteBySchool: '학교 프로그램에서 교실을 열면 들어올 수 있어요',
    awayNow: '{n}명이 잠깐 자리를 비웠어요',
    allHere: '모두 자리에 있어요',
    showMedia: '자료 보여 주기'
  },
  roster: {
    title: '학생',
    total: '{n}명',
    list: '학생 {n}명',
    online: '접속 중',
    away: '잠깐 자리 비움',
    offline: '나감'
  },
  pupil: {
    welcome: '잘 들어왔어요,',
    wait: '선생님이 시작하면 여기에 나와요',
    friends: '친구들',
    teacherAway: '선생님을 기다리고 있어요',
    share: '자료 올리기',
    tools: '할 수 있는 것'
  },
  invite: {
    title: '휴대전화로 들어오기',
    qr: '학생 입장 QR 코드, 교실 {code}',
    text: '카메라로 QR을 찍고 이름을 적으면 들어와요',
    copy: '링크 복사',
    enlarge: 'QR 크게 보기'
  },
  panel: {
    title: '이야기, 도구, 자료',
    chat: '이야기',
    tools: '도구',
    media: '자료',
    open: { chat: '이야기 열기', tools: '도구 열기', media: '자료 열기' },
    close: '접기'
  },
  notices: {
    joined: '{name}이 들어왔어요',
    left: '{name}이 나갔어요',
    many: { joined: '{name} 외 {n}명이 들어왔어요', left: '{name} 외 {n}명이 나갔어요' }
  },
  media: {
    address: '자료 주소',
    placeholder: 'https://',
    hint: '그림, 영상, 웹 페이지의 주소를 넣어요',
    title: '제목',
    optional: '없어도 돼요',
    kind: '자료 종류',
    image: '그림',
    video: '영상',
    link: '링크',
    share: '모두에게 보여 주기',
    sharing: '보내고 있어요',
    by: '{name}이 보여 주고 있어요',
    mine: '내가 보여 주고 있어요',
    clear: '자료 내리기',
    other: '다른 자료',
    history: '보여 준 자료',
    again: '{title} 다시 보여 주기',
    open: '새 창에서 열기',
    linkText: '단추를 누르면 새 창에서 열려요',
    failed: { image: '그림을 불러오지 못했어요', video: '영상을 재생하지 못했어요', file: '문서를 열지 못했어요', link: '링크를 열지 못했어요' },
    page: '{n} / {total} 쪽',
    pageBefore: '앞쪽',
    pageAfter: '다음 쪽',
    mute: '소리 끄기',
    unmute: '소리 켜기',
    file: '문서',
    upload: '파일 올리기',
    uploadHint: '그림, 영상, PDF를 골라요. 여기에 끌어다 놓거나 붙여 넣어도 돼요',
    or: '또는 주소로',
    failedText: '주소가 맞는지, 누구나 볼 수 있는 자료인지 확인해 주세요',
    reload: '다시 불러오기',
    shared: '모두에게 보여 줬어요',
    problem: {
      address: 'https로 시작하는 주소를 넣어 주세요',
      FORBIDDEN: '지금은 선생님만 자료를 보여 줄 수 있어요',
      RATE_LIMIT: '잠깐 쉬었다가 다시 눌러 주세요',
      other: '보내지 못했어요. 연결되면 다시 눌러 주세요'
    }
  },
  guide: {
    title: '이렇게 진행해요',
    steps: {
      invite: '학생들이 들어오면 이름이 하나씩 나타나요.',
      quiz: '퀴즈를 고르면 아래 큰 단추가 늘 다음 할 일을 알려 줘요. 학생이 낸 답은 바로 세어져요.',
      media: '도구에서 발표자를 뽑고 칠판과 타이머를 열어요. 자료에 올린 그림, 영상, 문서는 모두의 화면에 함께 보여요.',
      leave: '연결이 끊겨도 저절로 돌아와요. 끝나면 나가기를 눌러요.'
    },
    shortcuts: '단축키',
    useShortcuts: '단축키 쓰기',
    typing: '글을 쓰는 동안에는 단축키가 꺼져요.',
    next: '퀴즈의 다음 단계',
    lock: '제출 잠그기',
    extend: '시간 10초 더하기',
    pause: '멈추기와 이어 하기',
    reveal: '답 공개',
    picker: '발표할 학생 뽑기',
    timer: '타이머 켜고 끄기',
    settings: '교실 설정',
    help: '이 도움말',
    board: '칠판 열고 닫기',
    boards: '앞뒤 칠판',
    spotlight: '칠판 하나 보여 주기',
    media: '자료 보여 주기',
    qr: 'QR 코드 보기',
    escape: '창 닫기',
    ok: '알겠어요'
  },
  failure: {
    notFound: { title: '교실을 찾지 못했어요', text: '선생님께 링크를 다시 받아 주세요.' },
    badLink: { title: '링크에 빠진 것이 있어요', text: '선생님께 링크를 다시 받아 주세요.' },
    forbidden: { title: '이 링크로는 들어갈 수 없어요', text: '링크를 쓸 수 있는 시간이 지났을 수 있어요. 학교 프로그램에서 교실을 다시 열어 주세요.' },
    full: { title: '자리가 가득 찼어요', text: '선생님에게 알려 주면 자리를 늘릴 수 있어요.' },
    busy: { title: '지금은 들어갈 수 없어요', text: '잠시 뒤에 다시 들어가 주세요.' },
    offline: { title: '인터넷에 연결되지 않았어요', text: '연결되면 저절로 다시 들어가요.' },
    ended: { title: '교실과 연결이 끝났어요', text: '다른 창에서 나갔거나 선생님이 끝냈어요.' },
    elsewhere: { title: '다른 창에서 수업하고 있어요', text: '열 수 있는 창이 다 찼어요. 여기서 이어서 하려면 다시 들어가세요.' },
    kicked: { title: '선생님이 교실에서 내보냈어요', text: '다시 들어가도 되는지 선생님께 여쭤보세요.' },
    banned: { title: '지금은 이 교실에 들어갈 수 없어요', text: '선생님이 허락하면 다시 들어갈 수 있어요.' },
    over: { title: '수업이 끝났어요', text: '수고했어요. 이 창은 닫아도 돼요.' },
    locked: { title: '지금은 교실 문이 닫혀 있어요', text: '선생님이 문을 열면 들어갈 수 있어요.' },
    left: { title: '교실에서 나왔어요', text: '수고했어요. 이 창은 닫아도 돼요.' },
    field: '빠진 것: {field}',
    retry: '다시 들어가기',
    close: '창 닫기',
    closeYourself: '창이 닫히지 않으면 직접 닫아 주세요'
  },
  guest: {
    title: '이름을 적고 들어가요',
    name: '이름',
    number: '번호',
    enter: '들어가기',
    needName: '이름을 적어 주세요'
  },
  landing: {
    server: '연습용 서버',
    titleStart: '연습 교실을 만들어',
    titleEnd: '바로 열어 봐요',
    lead: '로그인 없이 선생님 창과 학생 창을 열어 볼 수 있어요.',
    name: '교실 이름',
    defaultName: '2학년 5반 과학',
    make: '연습 교실 만들기',
    school: '학교 프로그램에서 여는 교실은 그곳의 단추로 들어와 주세요.',
    problem: { closed: '이 서버에서는 연습 교실을 열 수 없어요', offline: '지금은 만들 수 없어요. 잠시 뒤에 다시 눌러 주세요' },
    made: '연습 교실이 열렸어요',
    teacher: '선생님 창 열기',
    teacherText: '자료를 보여 주고 학생을 봐요',
    teacherName: '한지민',
    pupil: '학생 창 열기',
    pupilText: '여러 번 열면 학생이 늘어나요',
    pupilNames: '김민준, 이서연, 박도윤, 최하은, 정시우, 강지우, 조은우, 윤서아, 장하준, 임수아, 한유준, 오지안, 서예준, 신다은, 권주원, 황보라, 남궁민서, 선우진, 안건우, 송채원, 전이안, 홍나은, 유현우, 문지호, 양소율, 손태양, 배가온, 독고준'
  }
}
