import board from './en/board.ts'
import chat from './en/chat.ts'
import control from './en/control.ts'
import picker from './en/picker.ts'
import reaction from './en/reaction.ts'
import rooms, { password } from './en/rooms.ts'
import screen from './en/screen.ts'
import signal from './en/signal.ts'
import sound from './en/sound.ts'
import upload from './en/upload.ts'
import widget from './en/widget.ts'
import editor from './en/editor.ts'
import problem from './en/problem.ts'
import quiz from './en/quiz.ts'
import report from './en/report.ts'
import sets, { desk } from './en/sets.ts'
import type ko from './ko.ts'

/** The same keys with any text. */
type Translation<T> = { [K in keyof T]: T[K] extends string ? string : Translation<T[K]> }

const en: Translation<typeof ko> = {
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
  app: { name: 'Class quiz' },
  language: { switch: '한국어' },
  common: {
    close: 'Close',
    copied: 'Copied'
  },
  people: {
    teacher: 'Teacher {name}',
    pupil: '{number}. {name}',
    number: 'No. {number}',
    honorific: '{name}'
  },
  joining: {
    title: 'Joining your class',
    text: 'Just a moment',
    to: 'On the way to {name}',
    slow: "It's taking a little longer. Keep this window open and it'll go on"
  },
  connection: {
    online: 'Online',
    offline: 'Offline',
    down: { title: "You're offline. Reconnecting", text: "Keep this window open, you'll be back on your own" },
    back: { title: "You're back", text: 'Go on where you were' }
  },
  class: {
    menu: 'Class menu',
    code: 'Copy class code {code}',
    online: '{online} of {total} online',
    showQr: 'Show QR code',
    help: 'Help and shortcuts',
    leave: 'Leave',
    stage: 'Stage',
    lobby: 'Not started',
    media: 'Media: {title}',
  },
  leave: {
    title: 'Leave the class?',
    teacher: 'Your students stay in the class. You can come back in this window.',
    end: 'End the lesson',
    endText: 'Ending the lesson closes the windows of all students. The report stays with you.',
    pupil: 'You can come back in this window.',
    stay: 'Stay',
    go: 'Leave'
  },
  lobby: {
    arrived: '{n} student is here | {n} students are here',
    nobody: 'Waiting for students',
    invite: 'Share the QR code or the link to let them in',
    inviteBySchool: "They come in from your school's own program",
    awayNow: '{n} is away for a moment | {n} are away for a moment',
    allHere: 'Everybody is here',
    showMedia: 'Show something'
  },
  roster: {
    title: 'Students',
    total: '{n}',
    list: '{n} student | {n} students',
    online: 'Online',
    away: 'Away for a moment',
    offline: 'Left'
  },
  pupil: {
    welcome: "You're in,",
    wait: 'What your teacher starts appears here',
    friends: 'Classmates',
    teacherAway: 'Waiting for your teacher',
    share: 'Share',
    tools: 'What you can do'
  },
  invite: {
    title: 'Join by phone',
    qr: 'QR code for students, class {code}',
    text: 'Scan the QR code and type a name',
    copy: 'Copy link',
    enlarge: 'Enlarge QR code'
  },
  panel: {
    title: 'Chat, tools, media',
    chat: 'Chat',
    tools: 'Tools',
    media: 'Media',
    open: { chat: 'Open chat', tools: 'Open tools', media: 'Open media' },
    close: 'Fold'
  },
  notices: {
    joined: '{name} joined',
    left: '{name} left',
    many: { joined: '{name} and {n} more joined', left: '{name} and {n} more left' }
  },
  media: {
    address: 'Address',
    placeholder: 'https://',
    hint: 'The address of a picture, a video or a web page',
    title: 'Title',
    optional: 'Optional',
    kind: 'Kind',
    image: 'Picture',
    video: 'Video',
    link: 'Link',
    share: 'Show everybody',
    sharing: 'Sending',
    by: '{name} is showing this',
    mine: "You're showing this",
    clear: 'Take it down',
    other: 'Something else',
    history: 'Shown before',
    again: 'Show {title} again',
    open: 'Open in a new window',
    linkText: 'The button opens it in a new window',
    failed: { image: "The picture couldn't be loaded", video: "The video couldn't be played", file: "The document couldn't be opened", link: "The link couldn't be opened" },
    page: 'Page {n} of {total}',
    pageBefore: 'Page before',
    pageAfter: 'Next page',
    mute: 'Sound off',
    unmute: 'Sound on',
    file: 'Document',
    upload: 'Upload a file',
    uploadHint: 'A picture, a video or a PDF. You can also drop or paste it here',
    or: 'Or by its address',
    failedText: 'Check the address, and whether everybody may see it',
    reload: 'Load again',
    shared: 'Everybody sees it now',
    problem: {
      address: 'Use an address that starts with https',
      FORBIDDEN: 'Only your teacher can show things now',
      RATE_LIMIT: 'Wait a moment, then try again',
      other: "It wasn't sent. Try again once you're online"
    }
  },
  guide: {
    title: 'How it works',
    steps: {
      invite: 'Students appear by name as they come in.',
      quiz: 'Choose a quiz, and the large button below always says what comes next. Answers are counted as they come.',
      media: 'In Tools, pick a student, open the board or start a timer. Pictures, videos and documents that you upload in Media are seen by everybody.',
      leave: "Lost connections come back on their own. Choose Leave when you're done."
    },
    shortcuts: 'Shortcuts',
    useShortcuts: 'Use shortcuts',
    typing: 'Shortcuts are off while you type.',
    next: 'Next step of the quiz',
    lock: 'Close answers',
    extend: 'Add 10 seconds',
    pause: 'Pause and go on',
    reveal: 'Show the answer',
    picker: 'Pick a student',
    timer: 'Start and stop the timer',
    settings: 'Class settings',
    help: 'This help',
    board: 'Open or close the board',
    boards: 'Board before or after',
    spotlight: 'Show one board',
    media: 'Show something',
    qr: 'Show QR code',
    escape: 'Close a window',
    ok: 'Got it'
  },
  failure: {
    notFound: { title: "We couldn't find this class", text: 'Ask your teacher for the link again.' },
    badLink: { title: 'The link is incomplete', text: 'Ask your teacher for the link again.' },
    forbidden: { title: "This link doesn't work", text: "It may have expired. Open the class again from your school's program." },
    full: { title: 'This class is full', text: 'Tell your teacher, who can make room.' },
    busy: { title: "You can't join right now", text: 'Try again in a moment.' },
    offline: { title: "You're not online", text: "You'll join as soon as you're back online." },
    ended: { title: 'Your class has ended here', text: 'You left in another window, or your teacher ended it.' },
    elsewhere: { title: 'You are in class in another window', text: 'You have as many windows open as you can. Enter again to go on in this one.' },
    kicked: { title: 'Your teacher removed you from the class', text: 'Ask your teacher if you may come back.' },
    banned: { title: "You can't come into this class now", text: 'You can come back when your teacher allows it.' },
    over: { title: 'The lesson is over', text: 'Well done. You can close this window.' },
    locked: { title: 'The class is closed right now', text: 'You can join when your teacher opens it.' },
    left: { title: "You've left the class", text: 'Well done. You can close this window.' },
    field: 'Missing: {field}',
    retry: 'Join again',
    close: 'Close window',
    closeYourself: "If the window doesn't close, close it yourself"
  },
  guest: {
    title: 'Type your name to join',
    name: 'Name',
    number: 'Number',
    enter: 'Join',
    needName: 'Type your name'
  },
  landing: {
    server: 'Practice server',
    titleStart: 'Make a practice class',
    titleEnd: 'and try it now',
    lead: 'Open a teacher window and student windows without signing in.',
    name: 'Class name',
    defaultName: 'Science, class 5',
    make: 'Make a practice class',
    school: "Classes of your school open from the school's own program.",
    problem: { closed: "This server doesn't open practice classes", offline: "It can't be made right now. Try again in a moment" },
    made: 'Your practice class is open',
    teacher: 'Open the teacher window',
    teacherText: 'Show things and see your students',
    teacherName: 'Jimin Han',
    pupil: 'Open a student window',
    pupilText: 'Each click adds a student',
    pupilNames: 'Ava, Ben, Chloe, Daniel, Emma, Finn, Grace, Henry, Isla, Jack, Kate, Leo, Mia, Noah, Olivia, Paul, Quinn, Ruby, Sam, Tess'
  }
}

export default en
