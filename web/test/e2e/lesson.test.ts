import { type Page } from 'playwright-core'
import t from 'tap'
import { needsBrowser, needsKafka, needsPostgres } from '../../../scripts/lib/test-needs.ts'
import { type QuestionDraft, type QuizSet } from '../../../server/protocol/quiz-set.ts'
import { next, until } from '../../../server/test/helper.ts'
import { allAt, come, kill, know, pointsOf, reply } from '../../../server/test/lesson/people.ts'
import { heading, keep, step } from './actions.ts'
import { barriers } from './barriers.ts'
import { pupil, teacher } from './people.ts'
import { startStage } from './stage.ts'

const options = [{ id: 'o1', text: '광합성' }, { id: 'o2', text: '호흡' }]
const question = (id: string, text: string): QuestionDraft => ({ id, type: 'single', text, seconds: 300, options, answer: 'o1' })
const plants: Omit<QuizSet, 'id'> = {
  title: '식물의 구조와 기능',
  scoring: 'accuracy',
  questions: [question('q1', '스스로 양분을 만드는 작용은?'), question('q2', '빛이 있어야 하는 작용은?')]
}
const offlineMs = 20_000

/** Answers with the keys alone. */
async function answer (page: Page): Promise<void> {
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
}

const sent = (page: Page): Promise<void> => page.getByText('제출했어요. 친구들을 기다려요').waitFor()
const answered = (te: Page, count: number): Promise<void> => te.getByText(`${count}명 중 ${count}명이 냈어요`).waitFor()
const tally = async (te: Page, right: number, wrong: number): Promise<void> => {
  for (const [i, count] of [right, wrong].entries()) await te.locator('.tally__count').nth(i).getByText(new RegExp(`^${count}명`)).waitFor()
}

t.setTimeout(300_000) // it starts many processes
const browser = needsBrowser(t)
const postgres = browser ? await needsPostgres(t) : undefined
const kafka = postgres ? await needsKafka(t) : undefined
if (browser && kafka && postgres) {
  const stage = await startStage(t, { browser, kafka, database: postgres.url, restart: true })
  const { pods } = stage
  // Last in the register, so that on a board of equals they are below the ten who are named.
  const [te, kim, lee] = await Promise.all([stage.enter(pods[0], teacher), stage.enter(pods[1], pupil('28', '김민준')), stage.enter(pods[2], pupil('29', '이서연'))])
  const others = await Promise.all(Array.from({ length: 27 }, (_, i) => come(t, pods, pupil(String(i + 1), `학생${i + 1}`), i)))
  /** Every third one is wrong. */
  const valueOf = (i: number): string => i % 3 ? 'o1' : 'o2'
  const startedAt = performance.now()

  t.test('thirty people are there, and the first question is asked', async t => {
    await te.getByText('접속 29 / 29').waitFor()
    await keep(te, plants)
    await step(te, '퀴즈 고르기')
    await step(te, `이 퀴즈로 수업하기: ${plants.title}`)
    await step(te, '첫 문제 시작하기')
    for (const page of [te, kim, lee]) await heading(page, plants.questions[0]!.text)
    await allAt(others, 'open 0')
    t.strictSame(await barriers(te), [])
    await stage.shoot(te, 'teacher-question')
  })

  t.test('a pod is killed and a pupil is offline while all answer: each answer is there once', async t => {
    const offlineAt = performance.now()
    await lee.context().setOffline(true)
    await lee.locator('.link-state', { hasText: '끊김' }).waitFor()
    await answer(lee)
    await lee.getByText('답을 보내고 있어요').waitFor()

    const give = async (half: number): Promise<void> => {
      const replies = others.map((st, i) => i % 2 === half ? reply(st, 'q1', valueOf(i)) : undefined)
      t.strictSame((await Promise.all(replies)).filter(each => each && !each.ok), [])
    }
    await give(0)
    const back = kill(pods[1])
    await kim.locator('.link-state', { hasText: '끊김' }).waitFor()
    await answer(kim)
    await give(1)
    await Promise.all([back, sent(kim)])
    await answered(te, 28)
    await tally(te, 19, 9)

    await until(() => performance.now() - offlineAt >= offlineMs)
    t.equal(await lee.getByText('답을 보내고 있어요').count(), 1, 'offline all the time')
    await lee.context().setOffline(false)
    await sent(lee)
    await answered(te, 29)
    await tally(te, 20, 9)
  })

  t.test('everybody has their result, and their place among 29', async t => {
    await step(te, '답 공개')
    await Promise.all([heading(kim, '정답이에요'), heading(lee, '정답이에요'), allAt(others, 'reveal 0')])
    t.strictSame(await Promise.all(others.map(pointsOf)), others.map((_, i) => i % 3 ? 1_000 : 0))
    await step(te, '순위 보기')
    await Promise.all([heading(te, '1번 문제까지 순위'), te.getByText('29명이 함께하고 있어요').waitFor(), heading(kim, '지금까지 공동 1위'), heading(lee, '지금까지 공동 1위')])
    t.equal(await te.locator('.podium__place, .ranking__row').count(), 10)
    for (const [page, name] of [[kim, '김민준'], [lee, '이서연']] as const) {
      t.equal(await page.locator('.podium__place, .ranking__row').count(), 11, 'the first ten and oneself')
      t.match(await page.locator('.ranking__row[data-me]').textContent(), name)
      t.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true, 'the page does not scroll')
    }
    t.strictSame(await barriers(te), [], 'board, teacher')
    t.strictSame(await barriers(kim), [], 'board, pupil')
    await stage.shoot(te, 'teacher-board')
    await stage.shoot(kim, 'pupil-board')
  })

  t.test('one comes late, one is taken out, and the lesson goes on', async t => {
    await step(te, '다음 문제')
    await allAt(others, 'open 1')
    const late = await come(t, pods, pupil('30', '늦은별'), 1)
    t.match((await know(late)).quiz, { phase: 'open', idx: 1, myPoints: 0 })
    const [gone] = others.splice(4, 1)
    const told = next(gone!.client, 'disconnect')
    await te.getByRole('button', { name: '5번 학생5 메뉴' }).click()
    await te.getByRole('menuitem', { name: '내보내기' }).click()
    await te.getByRole('dialog').getByRole('button', { name: '내보내기' }).click()
    const [reason] = await told
    t.equal(reason, 'io server disconnect')

    await Promise.all([answer(kim), answer(lee)])
    const replies = await Promise.all([...others, late].map(st => reply(st, 'q2', 'o1')))
    t.strictSame(replies.filter(({ ok }) => !ok), [])
    await answered(te, 29)
    await step(te, '답 공개')
    await Promise.all([heading(kim, '정답이에요'), heading(lee, '정답이에요'), allAt([...others, late], 'reveal 1')])
    t.equal(await pointsOf(late), 1_000)
  })

  t.test('the end, and the report of all but who was taken out', async t => {
    await step(te, '순위 보기')
    await step(te, '마무리하기')
    await Promise.all([heading(te, '마지막 순위'), heading(kim, '마지막 순위 공동 1위')])
    await step(te, '결과 자세히 보기')
    await heading(te, '학생별 결과')
    const names = await te.locator('.card', { hasText: '학생별 결과' }).locator('tbody th').allTextContents()
    t.equal(names.length, 29)
    t.notOk(names.includes('학생5'))
    t.ok(names.includes('늦은별'))
    await stage.shoot(te, 'teacher-report')
    t.comment(`the lesson took ${Math.round((performance.now() - startedAt) / 1_000)} s`)
  })

  t.test('no page complained, but about the links that were cut', async t => {
    t.same(stage.complaints.filter(line => !/WebSocket|Failed to load resource|ERR_CONNECTION|ERR_INTERNET_DISCONNECTED/.test(line)), [])
  })
}
