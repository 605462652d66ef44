import { type Page } from 'playwright-core'
import t from 'tap'
import { needsBrowser, needsKafka } from '../../../scripts/lib/test-needs.ts'
import { until } from '../../../scripts/test/helpers.ts'
import { notices, seeTitle, share } from './actions.ts'
import { FILES, recordVideo, serveFiles } from './files.ts'
import { pupil, teacher } from './people.ts'
import { startStage } from './stage.ts'

t.setTimeout(240_000) // it starts many processes
const browser = needsBrowser(t)
const kafka = browser ? await needsKafka(t) : undefined
if (browser && kafka) {
  const stage = await startStage(t, { browser, kafka, secrets: 'k:secret' })
  const [pod1, pod2, pod3] = stage.pods
  let te: Page, kim: Page, lee: Page, park: Page

  t.test('people join on three pods, and everybody sees who is there', async t => {
    te = await stage.enter(pod1, teacher)
    await stage.shoot(te, 'teacher-alone')
    ;[kim, lee, park] = await Promise.all([
      stage.enter(pod2, pupil('1', '김민준')), stage.enter(pod3, pupil('2', '이서연')), stage.enter(pod3, pupil('3', '박도윤'))
    ])
    await te.getByText('접속 3 / 3').waitFor()
    for (const n of [1, 2, 3]) await te.locator('.seat b', { hasText: `${n}번` }).waitFor()
    t.same(await te.locator('.seat b').allTextContents(), ['김민준1번 · 접속 중', '이서연2번 · 접속 중', '박도윤3번 · 접속 중'])
    for (const page of [kim, lee, park]) await page.getByText('3명이 들어왔어요').waitFor()
    await until(async () => (await notices(te)).length === 3)
    t.same(await notices(te), ['1번 김민준님이 들어왔어요', '2번 이서연님이 들어왔어요', '3번 박도윤님이 들어왔어요'])
    await stage.shoot(te, 'teacher-lobby')
    await stage.shoot(kim, 'pupil-lobby')
  })

  t.test('the address bar says the class, and nothing about the person', async t => {
    t.equal(te.url(), `${pod1.url}/classroom/3-2`)
    t.equal(kim.url(), `${pod2.url}/classroom/3-2`)
    t.equal(lee.url(), `${pod3.url}/classroom/3-2`)
  })

  t.test('pictures, links and videos reach everybody', async t => {
    const video = await recordVideo(await stage.window('pupil'))
    for (const page of [te, kim, lee, park]) await serveFiles(page, video)

    await share(te, `${FILES}/picture.svg`, '도형')
    await seeTitle([te, kim, lee, park], '도형')
    for (const page of [kim, lee]) {
      await page.waitForFunction(() => document.querySelector<HTMLImageElement>('img.media__picture')?.naturalWidth === 400)
      await page.getByText('한지민 선생님이 보여 주고 있어요').waitFor()
    }
    await stage.shoot(te, 'teacher-picture')
    await stage.shoot(kim, 'pupil-picture')

    await share(kim, `${FILES}/page`, '읽을거리')
    await seeTitle([te, lee], '읽을거리')
    for (const page of [te, lee]) t.equal(await page.getByRole('link', { name: '새 창에서 열기' }).getAttribute('href'), `${FILES}/page`)
    await te.getByText('김민준님이 보여 주고 있어요').waitFor()
    await stage.shoot(lee, 'pupil-link')

    await share(lee, `${FILES}/video.webm`, '실험')
    await seeTitle([te, kim], '실험')
    for (const page of [te, kim]) await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1)
    await stage.shoot(te, 'teacher-video')
    await stage.shoot(kim, 'pupil-video')

    await te.getByRole('button', { name: '자료 내리기' }).click()
    for (const page of [kim, lee]) await page.getByText('친구들').waitFor()
  })

  t.test('a reload is neither a leave nor a join; a closed window is one leave', async t => {
    const before = await notices(te)
    await te.getByRole('tab', { name: '이야기' }).click()
    await kim.reload()
    await kim.getByText('3명이 들어왔어요').waitFor()
    await park.context().close()
    // Whoever left before, by a reload, would have been announced before.
    for (const page of [te, kim, lee]) await page.getByText(/박도윤님이 나갔어요/).first().waitFor()
    t.same(await notices(te), [...before, '3번 박도윤님이 나갔어요'].sort())
    await te.getByText('접속 2 / 3').waitFor()
    for (const page of [kim, lee]) await page.getByText('2명이 들어왔어요').waitFor()
    await stage.shoot(te, 'teacher-one-left')
  })

  t.test('no page complained', async t => {
    t.same(stage.complaints, [])
  })

  t.test('who may not enter is told so', async t => {
    const open = async (address: string): Promise<Page> => {
      const page = await stage.window('pupil')
      await page.goto(address)
      return page
    }
    const launch = await stage.link(pod2, pupil('4', '최하은'))
    await (await open(launch)).getByText('최하은님').waitFor()
    const used = await open(launch)
    await used.getByRole('heading', { name: '이 링크로는 들어갈 수 없어요' }).waitFor()
    t.notMatch(used.url(), /launch|%EC/)
    await stage.shoot(used, 'error-forbidden')
    await (await open(`${pod1.url}/?classCode=3-2&launch=forged`)).getByRole('heading', { name: '이 링크로는 들어갈 수 없어요' }).waitFor()

    const lost = await open(`${pod1.url}/classroom/none`)
    await lost.getByRole('heading', { name: '교실을 찾지 못했어요' }).waitFor()
    await stage.shoot(lost, 'error-not-found')

    await lee.evaluate(() => sessionStorage.setItem('session', sessionStorage.getItem('session')!.replace(/"ticket":"\w+/, '"ticket":"forged')))
    await lee.reload()
    await lee.getByRole('heading', { name: '이 링크로는 들어갈 수 없어요' }).waitFor()
  })
}
