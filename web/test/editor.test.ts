import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import t from 'tap'
import { buildPopup } from '../../scripts/lib/cluster/popup.ts'
import { parts } from '../../scripts/lib/parts.ts'
import { needsBrowser } from '../../scripts/lib/test-needs.ts'
import { serve } from '../../server/test/helper.ts'
import { barriers } from './e2e/barriers.ts'

t.setTimeout(180_000)
const executablePath = needsBrowser(t)
if (executablePath) {
  const folder = t.testdir({ 'plants.csv': '유형,문제,정답\nOX,식물은 밤에도 호흡을 해요.,O\n', 'wrong.csv': '유형,문제,정답\nOX,식물은 밤에도 호흡을 해요.,모름\n' })
  await buildPopup(line => console.error(line))
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  t.teardown(() => browser.close())
  const { url } = await serve(t, { WEB_DIR: parts.web.output, DATABASE_URL: '', DATA_DIR: join(folder, 'data') })

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  await context.addInitScript(() => localStorage.setItem('guideSeen', 'true'))
  const page = await context.newPage()
  const query = new URLSearchParams({ classCode: '3-2', spaceName: '2학년 5반', usrTpCd: 'TE', userName: '한지민', tempUsrId: 't-1' })
  await page.goto(`${url}/?${query.toString()}`)
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
  const saved = (): Promise<void> => page.getByRole('status').filter({ hasText: '저장했어요' }).waitFor()

  t.test('a set is made from nothing', async t => {
    await page.getByRole('button', { name: '퀴즈 고르기' }).click()
    await page.getByText('아직 만든 퀴즈가 없어요').waitFor()
    t.strictSame(await barriers(page), [], 'the empty library')
    await press('새 퀴즈')
    await page.getByLabel('퀴즈 이름').fill('식물')
    await page.getByRole('textbox', { name: '문제', exact: true }).fill('스스로 양분을 만드는 작용은?')
    await page.getByLabel('보기 1', { exact: true }).fill('광합성')
    await saved()
    t.strictSame(await barriers(page), [], 'the editor')
  })

  t.test('what is not ready is kept on this device, and what is missing is said', async t => {
    await press('문제 더하기')
    await page.getByText('문제를 적어 주세요').waitFor()
    await page.locator('.chip', { hasText: '채울 칸이 남았어요' }).waitFor()
    await page.reload()
    await page.getByText('지난번에 고치던 내용을 되살렸어요').waitFor()
    t.equal(await page.locator('.editor__list .item').count(), 2)
  })

  t.test('every type can be written, tried out and saved', async t => {
    await page.locator('.editor__list .item').nth(1).click()
    await page.getByRole('textbox', { name: '문제', exact: true }).fill('물이 끓는 온도는?')
    for (const type of ['여러 개', '순서', '투표', 'OX', '단답형', '숫자']) {
      await page.locator('.tab', { hasText: type }).first().click()
      t.strictSame(await barriers(page), [], type)
    }
    await page.getByLabel('정답', { exact: true }).fill('100')
    await page.getByLabel('맞게 볼 차이 (±)').fill('1')
    await page.getByLabel('맞게 볼 차이 (±)').blur()
    await saved()
    await press('학생 화면 보기')
    await page.getByRole('dialog').getByLabel('내가 생각한 수').fill('99')
    t.strictSame(await barriers(page), [], 'the preview')
    await page.keyboard.press('Escape')
  })

  t.test('what was deleted comes back', async t => {
    await press('지우기')
    t.equal(await page.locator('.editor__list .item').count(), 1)
    await press('되돌리기')
    t.equal(await page.locator('.editor__list .item').count(), 2)
    await saved()
    await page.reload()
    await page.locator('.editor__list .item').nth(1).click()
    t.equal(await page.getByLabel('정답', { exact: true }).inputValue(), '100')
  })

  t.test('questions are put into another order: by dragging, by keys, by buttons', async t => {
    const texts = (): Promise<string[]> => page.locator('.editor__list .item .clip').allTextContents()
    const [first, second] = ['스스로 양분을 만드는 작용은?', '물이 끓는 온도는?']
    const [from, to] = await Promise.all([0, 1].map(index => page.locator('.editor__list [data-grip]').nth(index).boundingBox()))
    await page.mouse.move(from!.x + 8, from!.y + 20)
    await page.mouse.down()
    await page.mouse.move(to!.x + 8, to!.y + 20, { steps: 6 })
    await page.mouse.up()
    t.strictSame(await texts(), [second, first])
    t.match(await page.locator('.editor__list [aria-current]').textContent(), first, 'what was dragged is edited')
    await page.locator('.editor__list .item').nth(1).focus()
    await page.keyboard.press('Alt+ArrowUp')
    t.strictSame(await texts(), [first, second])
    t.match(await page.evaluate(() => document.activeElement?.textContent), first, 'the focus goes along')
    await page.getByRole('log').getByText(`${first}, 1번째`).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await press('아래로 옮기기')
    t.strictSame(await texts(), [second, first])
    await press('위로 옮기기')
    t.strictSame(await texts(), [first, second])
    t.strictSame(await barriers(page), [], 'the list')
    await saved()
  })

  t.test('files: faults are told with their places, a good one becomes a set, a set becomes a file', async t => {
    await page.getByRole('link', { name: '퀴즈', exact: true }).click()
    const input = page.locator('input[type=file]')
    await input.setInputFiles(join(folder, 'wrong.csv'))
    await page.getByRole('dialog', { name: '가져오지 못했어요' }).waitFor()
    t.strictSame(await page.getByRole('dialog').locator('tbody td').allTextContents().then(cells => cells.slice(0, 2)), ['2', '20'])
    await press('알겠어요')
    await input.setInputFiles(join(folder, 'plants.csv'))
    await page.getByText('식물은 밤에도 호흡을 해요.').first().waitFor()
    await page.getByRole('link', { name: '퀴즈', exact: true }).click()
    await page.getByRole('button', { name: '“식물” 더 보기' }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: '파일로 내보내기' }).click()])
    t.equal(file.suggestedFilename(), '식물.json')
    const exported = JSON.parse(readFileSync(await file.path(), 'utf8'))
    t.match(exported, { title: '식물', questions: [{ type: 'single' }, { type: 'number', answer: { value: 100, tolerance: 1 } }] })
    writeFileSync(join(folder, 'again.json'), JSON.stringify({ ...exported, title: '식물 다시' }))
    await input.setInputFiles(join(folder, 'again.json'))
    await page.getByText('물이 끓는 온도는?').first().waitFor()
  })

  t.test('where nothing is kept, it is said so, and a file is played at once', async t => {
    const { url } = await serve(t, { WEB_DIR: parts.web.output })
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ko-KR', reducedMotion: 'reduce' })
    t.teardown(() => context.close())
    await context.addInitScript(() => localStorage.setItem('guideSeen', 'true'))
    const page = await context.newPage()
    await page.goto(`${url}/?${query.toString()}`)
    await page.getByRole('button', { name: '퀴즈 고르기' }).click()
    await page.getByRole('heading', { name: '이 서버에는 퀴즈를 모아 두는 곳이 없어요' }).waitFor()
    t.strictSame(await barriers(page), [], 'no library')
    await page.locator('input[type=file]').setInputFiles(join(folder, 'plants.csv'))
    await page.getByText('plants 준비 완료').waitFor()
    await page.getByRole('button', { name: '첫 문제 시작하기' }).click()
    await page.getByRole('heading', { name: '식물은 밤에도 호흡을 해요.' }).waitFor()
  })
}
