import { type Page } from 'playwright-core'
import t from 'tap'
import { type QuizSet } from '../../../server/protocol/quiz-set.ts'
import { needsBrowser, needsKafka, needsPostgres } from '../../../scripts/lib/test-needs.ts'
import { heading, keep, step } from './actions.ts'
import { barriers } from './barriers.ts'
import { pupil, teacher } from './people.ts'
import { startStage } from './stage.ts'

const plants: Omit<QuizSet, 'id'> = {
  title: '식물의 구조와 기능',
  scoring: 'accuracy',
  questions: [
    { id: 'q1', type: 'single', text: '스스로 양분을 만드는 작용은 무엇일까요?', seconds: 300, options: [{ id: 'o1', text: '광합성' }, { id: 'o2', text: '호흡' }], answer: 'o1' },
    { id: 'q2', type: 'short', text: '기체가 드나드는 작은 구멍은 무엇일까요?', seconds: null, answer: ['기공'] }
  ]
}

/** Writes as an input method does: Enter ends the last syllable, and comes while it is still composed. */
async function writeHangul (page: Page, text: string): Promise<void> {
  await page.getByLabel('내 답').focus()
  const browser = await page.context().newCDPSession(page)
  await browser.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await page.evaluate(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', isComposing: true, bubbles: true, cancelable: true })))
  await browser.send('Input.insertText', { text })
}

t.setTimeout(300_000) // it starts many processes
const browser = needsBrowser(t)
const postgres = browser ? await needsPostgres(t) : undefined
const kafka = postgres ? await needsKafka(t) : undefined
if (browser && kafka && postgres) {
  const stage = await startStage(t, { browser, kafka, database: postgres.url, restart: true })
  const [pod1, pod2, pod3] = stage.pods
  const [te, kim, lee] = await Promise.all([stage.enter(pod1, teacher), stage.enter(pod2, pupil('1', '김민준')), stage.enter(pod3, pupil('2', '이서연'))])
  const accessible = async (page: Page, phase: string): Promise<void> => { t.strictSame(await barriers(page), [], phase) }

  t.test('a set is chosen and the first question asked', async t => {
    await keep(te, plants)
    await step(te, '퀴즈 고르기')
    await step(te, '이 퀴즈로 수업하기: 식물의 구조와 기능')
    await te.getByText('식물의 구조와 기능 준비 완료').waitFor()
    await te.keyboard.press('Space')
    for (const page of [te, kim, lee]) await heading(page, /스스로 양분을/)
    t.equal(await kim.evaluate(() => document.activeElement?.tagName), 'H1', 'the focus is on the question')
    t.equal(await kim.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true, 'the page does not scroll')
    await accessible(te, 'question, teacher')
    await accessible(kim, 'question, pupil')
    await stage.shoot(te, 'teacher-question')
    await stage.shoot(kim, 'pupil-question')
  })

  t.test('an answer is there after a reload', async t => {
    await kim.locator('.tile', { hasText: '광합성' }).click()
    await step(kim, '제출하기')
    await kim.getByText('제출했어요. 친구들을 기다려요').waitFor()
    await te.getByText('2명 중 1명이 냈어요').waitFor()
    await kim.reload()
    await kim.getByText('제출했어요. 친구들을 기다려요').waitFor()
    t.equal(await kim.locator('.tile[data-look=chosen] .tile__text').textContent(), '광합성')
    await accessible(kim, 'answered')
    await stage.shoot(kim, 'pupil-answered')
  })

  t.test('the pod of a pupil is killed: what they answer meanwhile arrives, once', async t => {
    process.kill(pod3.pid, 'SIGKILL')
    await lee.locator('.link-state', { hasText: '끊김' }).waitFor()
    await lee.keyboard.press('2')
    await lee.keyboard.press('Enter')
    await lee.getByText('답을 보내고 있어요').waitFor()
    await stage.shoot(lee, 'pupil-offline')
    await lee.getByText('제출했어요. 친구들을 기다려요').waitFor()
    await te.getByText('모두 냈어요').waitFor()
    t.match(await te.locator('.tally__count').allTextContents(), [/^1명/, /^1명/])
  })

  t.test('the answer is shown, and everybody sees their own result', async t => {
    await te.keyboard.press('Space')
    await Promise.all([heading(kim, '정답이에요'), heading(lee, '아쉬워요')])
    await kim.getByText('+1,000점').waitFor()
    t.equal(await lee.locator('.tile[data-look=right] .tile__text').textContent(), '광합성')
    t.equal(await lee.locator('.tile[data-look=mine-wrong] .tile__text').textContent(), '호흡')
    for (const [page, phase] of [[te, 'reveal, teacher'], [kim, 'right'], [lee, 'wrong']] as const) await accessible(page, phase)
    await stage.shoot(te, 'teacher-reveal')
    await stage.shoot(kim, 'pupil-right')
    await stage.shoot(lee, 'pupil-wrong')
  })

  t.test('places', async t => {
    await step(te, '순위 보기')
    await Promise.all([heading(te, '1번 문제까지 순위'), heading(kim, '지금까지 1위')])
    await accessible(te, 'board, teacher')
    await accessible(kim, 'board, pupil')
    await stage.shoot(te, 'teacher-board')
    await stage.shoot(kim, 'pupil-board')
  })

  t.test('with the keyboard on a phone: the focus comes back from a dialog of the menu, and from a sheet', async t => {
    const size = te.viewportSize()!
    await te.setViewportSize({ width: 480, height: 800 })
    t.equal((await te.locator('.teacher__top').boundingBox())?.height, 56, 'one row')
    await te.getByRole('button', { name: '수업 메뉴' }).press('Enter')
    await te.getByRole('menuitem', { name: '수업 설정 열기' }).press('Enter')
    await te.getByRole('dialog').waitFor()
    await te.keyboard.press('Escape')
    await te.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '수업 메뉴')
    await te.setViewportSize(size)

    await kim.locator('.pupil__tool', { hasText: '이야기' }).press('Enter')
    await kim.waitForFunction(() => document.activeElement?.matches('.pupil__sheet'))
    await kim.keyboard.press('Escape')
    await kim.waitForFunction(() => document.activeElement?.matches('.pupil__tool'))
  })

  t.test('who comes late plays along; a written answer is sent by Enter; the teacher closes it', async t => {
    await step(te, '다음 문제')
    const choi = await stage.enter(pod2, pupil('3', '최하은'))
    await choi.getByText('중간에 들어오셨군요').waitFor()
    await writeHangul(kim, '기공')
    await kim.getByText('제출했어요. 친구들을 기다려요').waitFor()
    await accessible(choi, 'written answer')
    await stage.shoot(choi, 'pupil-written')
    await te.keyboard.press('l')
    await choi.getByText('이번에는 답을 내지 않았어요').waitFor()
    await te.keyboard.press('r')
    await Promise.all([heading(kim, '정답이에요'), heading(choi, '답을 내지 않았어요')])
    await choi.context().close()
  })

  t.test('a question that was shown is left out of the points: everybody is told, and has the points without it', async t => {
    await kim.getByText('+1,000점').waitFor()
    await kim.locator('.stat', { hasText: '내 점수' }).getByText('2,000').waitFor()
    await step(te, '점수에서 빼기')
    await te.getByRole('dialog').getByRole('button', { name: '빼기' }).click()
    await Promise.all([heading(kim, '이 문제는 점수에 넣지 않아요'), te.getByText('점수에 넣지 않는 문제예요').waitFor()])
    await kim.locator('.stat', { hasText: '내 점수' }).getByText('1,000').waitFor()
    await kim.locator('[aria-live=polite]', { hasText: '이 문제는 점수에 넣지 않아요' }).waitFor()
    await accessible(kim, 'left out')
    await stage.shoot(kim, 'pupil-left-out')
    await kim.reload()
    await heading(kim, '이 문제는 점수에 넣지 않아요')
  })

  t.test('a question is asked again only when the teacher is sure, and is answered anew', async t => {
    await step(te, '다시 풀기')
    const dialog = te.getByRole('dialog', { name: '이 문제를 다시 풀까요?' })
    t.strictSame(await barriers(te), [], 'question in between')
    await dialog.getByRole('button', { name: '그만두기' }).click()
    await step(te, '다시 풀기')
    await dialog.getByRole('button', { name: '다시 풀기' }).click()
    await kim.getByLabel('내 답').fill(' 기공 ')
    await kim.keyboard.press('Enter')
    await kim.getByText('제출했어요. 친구들을 기다려요').waitFor()
    await te.getByText(/명 중 1명이 냈어요|모두 냈어요/).first().waitFor()
    await te.keyboard.press('r')
    await heading(kim, '정답이에요')
  })

  t.test('the end, and the report of it', async t => {
    await step(te, '순위 보기')
    await step(te, '마무리하기')
    await Promise.all([heading(te, '마지막 순위'), heading(kim, '마지막 순위 1위')])
    await accessible(te, 'end, teacher')
    await stage.shoot(te, 'teacher-end')
    await step(te, '결과 자세히 보기')
    await heading(te, '학생별 결과')
    t.match(await te.locator('.card', { hasText: '학생별 결과' }).locator('tbody th').allTextContents(), ['김민준', '이서연', '최하은'])
    await accessible(te, 'report')
    await stage.shoot(te, 'teacher-report')
    const [file] = await Promise.all([te.waitForEvent('download'), step(te, '엑셀로 받기')])
    t.equal(file.suggestedFilename(), '식물의 구조와 기능.xlsx')
  })

  t.test('no page complained, but about the link that was cut', async t => {
    t.same(stage.complaints.filter(line => !/WebSocket|Failed to load resource|ERR_CONNECTION/.test(line)), [])
  })
}
