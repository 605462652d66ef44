import { type Page } from 'playwright-core'
import { type JoinReply } from '../../../server/protocol/http.ts'
import { type QuizSet } from '../../../server/protocol/quiz-set.ts'
import { type UserInfo } from '../../../server/protocol/user.ts'
import { type Album } from './album.ts'

const plants: Omit<QuizSet, 'id'> = {
  title: '식물의 구조와 기능',
  scoring: 'accuracy',
  questions: [
    { id: 'q1', type: 'single', text: '식물이 빛을 받아 스스로 양분을 만드는 작용은 무엇일까요?', seconds: 300, options: [{ id: 'o1', text: '광합성' }, { id: 'o2', text: '호흡' }, { id: 'o3', text: '증산 작용' }, { id: 'o4', text: '소화' }], answer: 'o1' },
    { id: 'q2', type: 'ox', text: '뿌리는 물을 빨아들여요', seconds: 300, answer: 'O' },
    { id: 'q3', type: 'short', text: '잎에서 기체가 드나드는 작은 구멍은 무엇일까요?', seconds: 300, answer: ['기공'] },
    { id: 'q4', type: 'order', text: '씨가 자라는 차례로 놓아 봐요', seconds: 300, options: [{ id: 'o1', text: '싹이 터요' }, { id: 'o2', text: '잎이 나요' }, { id: 'o3', text: '꽃이 피어요' }, { id: 'o4', text: '열매를 맺어요' }], answer: ['o1', 'o2', 'o3', 'o4'] }
  ]
}

/** Keeps a set for the teacher. */
async function keep (url: string, user: UserInfo): Promise<void> {
  const post = (path: string, body: object, ticket?: string) =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...ticket !== undefined && { authorization: `Bearer ${ticket}` } }, body: JSON.stringify(body) })
  const { ticket } = await (await post('/socket/join', user)).json() as JoinReply
  const { status } = await post('/api/quiz-sets', plants, ticket)
  if (status !== 201) throw new Error(`the set was not kept: ${status}`)
}

/** A quiz from its choice to the report. */
export async function quiz ({ url, shoot }: Album, user: UserInfo, te: Page, kim: Page, lee: Page): Promise<void> {
  // A button that waits for the answer to its last click takes no other.
  const press = (name: string): Promise<void> => te.locator('button:not([aria-busy])').and(te.getByRole('button', { name })).click()
  const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { name }).first().waitFor()
  await keep(url, user)
  await press('퀴즈 고르기')
  await te.getByText(plants.title).first().waitFor()
  await shoot(te, 'teacher-sets', 'Library of sets')
  await te.locator('.sets__open').click()
  await te.getByLabel('퀴즈 이름').waitFor()
  await shoot(te, 'teacher-editor', 'Editor')
  await press('학생 화면 보기')
  await te.getByRole('dialog').waitFor()
  await shoot(te, 'teacher-preview', 'A question as pupils will see it')
  await te.keyboard.press('Escape')
  await te.getByRole('link', { name: '퀴즈', exact: true }).click()
  await press(`이 퀴즈로 수업하기: ${plants.title}`)
  await te.getByText(`${plants.title} 준비 완료`).waitFor()
  await shoot(te, 'teacher-ready', 'A quiz is ready')
  const [screen] = await Promise.all([te.waitForEvent('popup'), press('프로젝터 화면 열기')])
  await screen.getByText('교실 코드').waitFor()
  await shoot(screen, 'screen-lobby', 'Projector: lobby')

  await press('첫 문제 시작하기')
  await heading(kim, /스스로 양분을/)
  await shoot(te, 'teacher-question', 'Question, teacher')
  await shoot(kim, 'pupil-question', 'Question, pupil')
  await heading(screen, /스스로 양분을/)
  await shoot(screen, 'screen-question', 'Projector: question')
  for (const [page, text] of [[kim, '광합성'], [lee, '호흡']] as const) {
    await page.locator('.tile', { hasText: text }).click()
    await page.getByRole('button', { name: '제출하기' }).click()
    await page.getByText('제출했어요. 친구들을 기다려요').waitFor()
  }
  await shoot(kim, 'pupil-answered', 'Answered, pupil')
  await press('답 공개')
  await heading(kim, '정답이에요')
  await shoot(te, 'teacher-reveal', 'Answer, teacher')
  await shoot(kim, 'pupil-right', 'Right, pupil')
  await shoot(lee, 'pupil-wrong', 'Wrong, pupil')
  await shoot(screen, 'screen-reveal', 'Projector: answer')
  await press('순위 보기')
  await heading(kim, /지금까지/)
  await shoot(te, 'teacher-board-quiz', 'Places, teacher')
  await shoot(kim, 'pupil-board-quiz', 'Places, pupil')
  await shoot(screen, 'screen-board', 'Projector: places')

  for (const [name, question] of [['ox', /뿌리는/], ['short', /작은 구멍/], ['order', /차례로/]] as const) {
    await press('다음 문제')
    await heading(kim, question)
    await shoot(kim, `pupil-${name}`, `Question of type ${name}, pupil`)
    await shoot(te, `teacher-${name}`, `Question of type ${name}, teacher`)
    await press('답 공개')
    await heading(te, question)
    await press('순위 보기')
  }
  await press('마무리하기')
  await heading(te, '마지막 순위')
  await shoot(te, 'teacher-end', 'The end, teacher')
  await shoot(kim, 'pupil-end', 'The end, pupil')
  await screen.close()
  await press('결과 자세히 보기')
  await heading(te, '학생별 결과')
  await shoot(te, 'teacher-report', 'Report')
  await te.getByRole('link', { name: '지난 수업' }).click()
  await te.getByText('지금 수업 중').waitFor()
  await shoot(te, 'teacher-classes', 'Past lessons')
}
