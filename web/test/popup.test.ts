import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { buildPopup } from '../../scripts/lib/cluster/popup.ts'
import { parts } from '../../scripts/lib/parts.ts'
import { serve } from '../../server/test/helper.ts'
import { barriers } from './e2e/barriers.ts'

const executablePath = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(path => path !== undefined && existsSync(path))
const teacher = { usrTpCd: 'TE', userName: '한지민', tempUsrId: 't-1' }
const pupil = (userName: string, stuNo: string) => ({ usrTpCd: 'ST', userName, stuNo, tempUsrId: `p-${stuNo}`, uuid: 'undefined' })

/** Opens the popup as a service of a school does, in a profile of its own. */
async function open (browser: Browser, url: string, person: object, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${url}/?${new URLSearchParams({ classCode: '3-2', spaceName: '2학년 5반', ...person }).toString()}`)
  return page
}

async function checkAccessibility (t: Test, page: Page, state: string): Promise<void> {
  t.strictSame(await barriers(page), [], `${state} has no barriers`)
}

t.test('the popup in a browser, on the real server', { skip: executablePath === undefined && 'no Chromium here' }, async t => {
  await buildPopup(line => console.error(line))
  const browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  t.teardown(() => browser.close())

  t.test('a lesson', async t => {
    const { url } = await serve(t, { WEB_DIR: parts.web.output })

    const te = await open(browser, url, teacher, 1280)
    const refused: string[] = []
    te.on('console', message => { if (message.text().includes('Content Security Policy')) refused.push(message.text()) })
    await te.getByRole('dialog', { name: '이렇게 진행해요' }).waitFor()
    await checkAccessibility(t, te, 'the guide')
    await te.keyboard.press('Escape')
    await te.getByText('학생을 기다리고 있어요').waitFor()

    const first = await open(browser, url, pupil('김민준', '3'), 480)
    await first.getByRole('heading', { name: '잘 들어왔어요, 김민준님' }).waitFor()
    const second = await open(browser, url, pupil('남궁민서', '17'), 480)
    await te.getByText('17번 남궁민서님이 들어왔어요').first().waitFor()
    await checkAccessibility(t, te, 'the lobby of the teacher')
    await checkAccessibility(t, first, 'the lobby of a pupil')

    t.equal(new URL(first.url()).pathname + new URL(first.url()).search, '/classroom/3-2', 'nothing personal is left in the address')
    t.equal(await first.title(), '2학년 5반 - 교실 퀴즈')

    await te.keyboard.press('m')
    await te.keyboard.type(`${url}/favicon.svg`)
    await te.keyboard.press('Enter')
    await first.getByRole('img', { name: 'favicon' }).waitFor()
    await second.getByText('한지민 선생님이 보여 주고 있어요').waitFor()
    await te.getByText('내가 보여 주고 있어요').waitFor()
    await checkAccessibility(t, te, 'the stage')
    await te.getByRole('button', { name: '자료 내리기' }).click()
    await first.getByRole('heading', { name: '잘 들어왔어요' }).waitFor()

    await first.context().setOffline(true)
    await first.getByText('연결이 끊겼어요').waitFor()
    await te.getByText('잠깐 자리 비움').first().waitFor()
    await first.context().setOffline(false)
    await first.getByText('다시 연결했어요').waitFor()
    await te.getByText('모두 자리에 있어요').waitFor()

    await second.reload()
    await second.getByRole('heading', { name: '잘 들어왔어요, 남궁민서님' }).waitFor()
    await second.getByRole('button', { name: '나가기' }).click()
    await second.getByRole('dialog').getByRole('button', { name: '나가기' }).click()
    await second.getByRole('heading', { name: '교실에서 나왔어요' }).waitFor()
    await te.locator('.seat[data-empty]', { hasText: '남궁민서' }).waitFor()
    await second.getByRole('button', { name: '다시 들어가기' }).click()
    await second.getByRole('heading', { name: '잘 들어왔어요, 남궁민서님' }).waitFor()
    t.strictSame(refused, [], 'the policy of the page refuses nothing of its own')
  })

  t.test('a link that does not lead into a class says so', async t => {
    const { url } = await serve(t, { WEB_DIR: parts.web.output, TICKET_SECRETS: 'k1:a-secret-of-the-opening-service-32b' })

    const page = await open(browser, url, teacher, 480)
    await page.getByRole('heading', { name: '이 링크로는 들어갈 수 없어요' }).waitFor()
    t.equal(new URL(page.url()).pathname, '/404')
    await page.goto(`${url}/classroom/3-2`)
    await page.getByRole('heading', { name: '이 링크로는 들어갈 수 없어요' }).waitFor()
    await page.goto(`${url}/classroom/somewhere-else`)
    await page.getByRole('heading', { name: '교실을 찾지 못했어요' }).waitFor()
    await checkAccessibility(t, page, 'the error page')
  })
})
