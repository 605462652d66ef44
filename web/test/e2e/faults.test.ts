import { type Page } from 'playwright-core'
import t from 'tap'
import { needsBrowser, needsOwnKafka } from '../../../scripts/lib/test-needs.ts'
import { until } from '../../../scripts/test/helpers.ts'
import { startNetwork } from '../helpers/network.ts'
import { heading, keep, line, say, seeTitle, share, step } from './actions.ts'
import { startDevice } from './device.ts'
import { pupil, teacher } from './people.ts'
import { startStage } from './stage.ts'

const shareLink = (page: Page, title: string): Promise<void> => share(page, 'https://files.example/page', title)

const options = [{ id: 'o1', text: '고체' }, { id: 'o2', text: '액체' }]
const states = {
  title: '물질의 상태',
  scoring: 'accuracy',
  questions: Array.from({ length: 20 }, (_, i) => ({ id: `q${i + 1}`, type: 'single', text: `${i + 1}번 물질은?`, seconds: 300, options, answer: 'o1' }))
}
const sent = (page: Page): Promise<void> => page.getByText('제출했어요. 친구들을 기다려요').waitFor()
const chosen = (page: Page): Promise<string | null> => page.locator('.tile[data-look=chosen] .tile__text').textContent()
async function answer (page: Page, key = '1'): Promise<void> {
  await page.keyboard.press(key)
  await page.keyboard.press('Enter')
}
/** What a window sends from now on, by link. */
function hear (page: Page): string[][] {
  const links: string[][] = []
  page.on('websocket', socket => {
    const frames: string[] = []
    links.push(frames)
    socket.on('framesent', ({ payload }) => frames.push(String(payload)))
  })
  return links
}

t.setTimeout(300_000) // it starts many processes
const browser = needsBrowser(t)
const kafka = browser ? await needsOwnKafka(t) : undefined
if (browser && kafka) {
  const stage = await startStage(t, { browser, kafka: kafka.brokers, restart: true })
  const [pod1, pod2, pod3] = stage.pods
  const [te, kim, lee] = await Promise.all([stage.enter(pod1, teacher), stage.enter(pod2, pupil('1', '김민준')), stage.enter(pod3, pupil('2', '이서연'))])
  await te.getByText('접속 2 / 2').waitFor()
  await stage.shoot(te, 'open-teacher-lobby')

  t.test('the pod of a pupil is killed: the pupil comes back without doing anything, and misses nothing', async t => {
    const { pid } = pod2
    process.kill(pid, 'SIGKILL')
    await kim.getByText('연결이 끊겼어요').waitFor()
    await stage.shoot(kim, 'pupil-link-lost')
    await shareLink(te, '그동안')
    await seeTitle([te, lee], '그동안')

    await kim.getByText('다시 연결했어요').waitFor()
    await seeTitle([kim], '그동안')
    t.not(pod2.pid, pid)
    await stage.shoot(kim, 'pupil-link-back')
    await te.getByText('접속 2 / 2').waitFor()
    await shareLink(kim, '돌아온 뒤')
    await seeTitle([te, kim, lee], '돌아온 뒤')
  })

  t.test('Kafka goes away and comes back: the pages stay, and go on', async t => {
    await kafka.stopBroker(0)
    await kafka.startBroker(0)
    for (const { internal } of stage.pods) await until(async () => (await fetch(`${internal}/readyz`)).ok)
    await shareLink(te, '다시 시작')
    await seeTitle([te, kim, lee], '다시 시작')
    t.equal(kim.url(), `${pod2.url}/classroom/3-2`)
  })

  const answered = (count: number): Promise<void> => te.getByText(new RegExp(`^\\d명 중 ${count}명이 냈어요`)).waitFor()
  const tools = (page: Page): Promise<void> => page.locator('.pupil__tools').getByRole('button', { name: /이야기/ }).click()

  const primary = '.teacher__action .button--primary'
  const label = (page: Page): Promise<string> => page.locator(`${primary} span`).first().textContent().then(String)
  /** A step that another window has made possible, once a person can have read it. */
  async function seen (page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name }).waitFor()
    const seenAt = performance.now()
    await until(() => performance.now() - seenAt > 500)
  }
  /** The teacher leads on to a next question; resolves with its number. */
  async function lead (): Promise<number> {
    for (let isNext = false; ;) {
      const now = await label(te)
      if (isNext && now === '답 공개') break
      isNext = now === '다음 문제' || now === '첫 문제 시작하기'
      await step(te, now)
      await until(async () => await label(te) !== now)
    }
    return Number.parseInt(await te.locator('.teacher__stage').getByText(/번 물질은/).first().textContent() ?? '')
  }
  const asked = (page: Page, n: number): Promise<void> => heading(page, `${n}번 물질은?`)

  t.test('a pupil with a second device is one person with one answer, seen on both', async t => {
    await step(te, '자료 내리기')
    const second = await stage.enter(pod3, pupil('1', '김민준'))
    await te.getByText('접속 2 / 2').waitFor()
    await keep(te, states)
    await step(te, '퀴즈 고르기')
    await step(te, `이 퀴즈로 수업하기: ${states.title}`)
    await te.getByText(`${states.title} 준비 완료`).waitFor()
    const first = await lead()
    for (const page of [kim, second]) await asked(page, first)
    await answer(second, '2')
    for (const page of [second, kim]) {
      await sent(page)
      t.equal(await chosen(page), '액체')
    }
    await answered(1)
    await te.locator('.tally__count', { hasText: '1명' }).waitFor()

    const next = await lead()
    for (const page of [kim, second]) await asked(page, next)
    await Promise.all([answer(kim, '1'), answer(second, '2')])
    await answered(1)
    await Promise.all([sent(kim), sent(second)])
    await until(async () => await chosen(kim) === await chosen(second))
    await answer(lee)
    await te.getByText('모두 냈어요').waitFor()
    await te.getByText('접속 2 / 2').waitFor()
    await second.context().close()
  })

  t.test('a teacher with two windows leads one lesson, however they are pressed', async t => {
    const n = await lead()
    const te2 = await stage.enter(pod2, teacher)
    await step(te2, '답 공개')
    await seen(te, '순위 보기')
    await step(te, '순위 보기')
    await seen(te2, '다음 문제')
    await Promise.all([te, te2].map(page => page.locator(primary).click()))
    for (const page of [te, te2, kim]) await asked(page, n + 1)
    await Promise.any([te, te2].map(page => page.getByText('이미 다음 단계로').waitFor()))
    for (const page of [te, te2]) t.equal(await label(page), '답 공개')
    await te2.context().close()
  })

  t.test('a double click is one step, and a step is not lost because the reply of the last one is late', async t => {
    const n = await lead()
    const te2 = await stage.window('teacher')
    let release = (): void => {}
    const late = new Promise<void>(resolve => { release = resolve })
    await te2.routeWebSocket(/socket\.io/, socket => {
      const server = socket.connectToServer()
      // Replies of Socket.IO.
      server.onMessage(message => {
        if (String(message).startsWith('43')) void late.then(() => socket.send(message))
        else socket.send(message)
      })
    })
    await stage.enter(pod2, teacher, te2)
    await step(te2, '답 공개')
    await te2.getByRole('button', { name: '순위 보기' }).dblclick({ delay: 60 })
    await heading(te2, `${n}번 문제까지 순위`)
    await heading(te, `${n}번 문제까지 순위`)
    t.equal(await label(te2), '다음 문제')
    await step(te2, '다음 문제')
    await asked(kim, n + 1)
    release()
    await te2.context().close()
  })

  t.test('another network: the link that went dead silently is replaced at once, and the answer is sent once', async t => {
    const network = await startNetwork(t, pod2.url)
    const park = await stage.window('pupil')
    const links = hear(park)
    await stage.enter(network, pupil('3', '박도윤'), park)
    await asked(park, await lead())
    network.change()
    await answer(park, '1')
    await say(te, '바꾸는 동안')
    const startedAt = performance.now()
    await park.evaluate(() => (navigator as Navigator & { connection: EventTarget }).connection.dispatchEvent(new Event('change')))
    await answered(1)
    const took = performance.now() - startedAt
    t.ok(took < 10_000, `sooner than the heartbeat: ${took} ms`)
    await tools(park)
    await line(park, '바꾸는 동안').waitFor()
    t.equal(await line(park, '바꾸는 동안').count(), 1)
    const ids = links.map(frames => frames.flatMap(frame => /"quiz:answer".*"cmdId":"([^"]+)"/.exec(frame)?.[1] ?? []))
    t.same(ids.map(({ length }) => length), [1, 1], 'on both links')
    t.equal(new Set(ids.flat()).size, 1, 'the same command')
    await park.context().close()
  })

  t.test('a device sleeps over a reveal and a new question', async t => {
    const network = await startNetwork(t, pod3.url)
    const device = await startDevice(t, browser)
    const choi = await stage.enter(network, pupil('4', '최하은'), await stage.window('pupil', device.browser))
    await asked(choi, await lead())
    await answer(choi)
    await answered(1)
    device.sleep()
    const asleepAt = performance.now()
    network.change()
    const n = await lead()
    await say(te, '자는 동안')
    await until(() => performance.now() - asleepAt > 6_000)
    device.wake()
    await asked(choi, n)
    const seconds = (page: Page) => page.locator('.countdown__digits').first().evaluate(element => Number.parseInt(element.textContent ?? ''))
    const [own, others] = await Promise.all([seconds(choi), seconds(kim)])
    t.ok(Math.abs(own - others) <= 1, `${own} ${others}`)
    await tools(choi)
    await line(choi, '자는 동안').waitFor()
    t.equal(await line(choi, '자는 동안').count(), 1)
    await choi.context().close()
  })

  t.test('the way back and forward again: the own answer is there, and each link joins once', async t => {
    const [jung, guest] = await Promise.all([stage.window('pupil'), stage.window('pupil')])
    const links = [hear(jung), hear(guest)]
    await stage.enter(pod3, pupil('5', '정시우'), jung)
    const n = await lead()
    await asked(jung, n)
    await answer(jung)
    await answered(1)
    await jung.goBack()
    await jung.goForward()
    await jung.locator('.link-state', { hasText: '연결됨' }).waitFor()
    await sent(jung)

    // As a browser does that keeps the page for the way back.
    await jung.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
    await jung.locator('.link-state', { hasText: '끊김' }).waitFor()
    await jung.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
    await jung.locator('.link-state', { hasText: '연결됨' }).waitFor()
    await sent(jung)

    await guest.goto(`${pod3.url}/join/3-2`)
    await guest.getByLabel('이름').fill('강지우')
    await step(guest, '들어가기')
    await asked(guest, n)
    await guest.goBack()
    await heading(guest, '이름을 적고 들어가요')
    await guest.goForward()
    await asked(guest, n)
    const joins = links.map(ofWindow => ofWindow.map(frames => frames.filter(frame => frame.includes('["join"')).length))
    t.same(joins, [[1, 1, 0], [1, 1]], 'each link once, and the session that goes on not again')
  })

  t.test('what is written while offline is sent once, also when the page was reloaded in between', async t => {
    await asked(kim, await lead())
    await kim.context().setOffline(true)
    await kim.locator('.link-state', { hasText: '끊김' }).waitFor()
    await answer(kim)
    await kim.getByText('답을 보내고 있어요').waitFor()
    await tools(kim)
    await say(kim, '오프라인에서 썼어요')
    await kim.getByText('보내는 중').waitFor()
    await kim.getByLabel('보낼 말').fill('쓰다가 만 말')
    await kim.reload().catch(() => {})
    await kim.context().setOffline(false)
    await kim.goto(`${pod2.url}/classroom/3-2`)
    await sent(kim)
    await tools(kim)
    await line(te, '오프라인에서 썼어요').waitFor()
    t.equal(await kim.getByLabel('보낼 말').inputValue(), '쓰다가 만 말')
    t.equal(await kim.getByText('보내는 중').count(), 0)
    for (const page of [te, kim]) t.equal(await line(page, '오프라인에서 썼어요').count(), 1)
  })
}
