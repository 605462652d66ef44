import { type Page } from 'playwright-core'
import t from 'tap'
import { needsBrowser, needsKafka } from '../../../scripts/lib/test-needs.ts'
import { heading, line, say } from './actions.ts'
import { barriers } from './barriers.ts'
import { recordVideo, twoPages } from './files.ts'
import { pupil, teacher } from './people.ts'
import { startStage } from './stage.ts'

/** When the winner appeared in a window, by the clock that all windows of this machine share. */
async function winnerSeen (page: Page): Promise<{ at: number, name: string }> {
  const seen = await page.waitForFunction(() => {
    const card = document.querySelector('.name-card[data-winner] b')
    return card && { at: Date.now(), name: card.textContent ?? '' }
  })
  return (await seen.jsonValue())!
}

/** Draws a line over the board of a window. */
async function draw (page: Page): Promise<void> {
  const box = (await page.locator('.board__canvas').boundingBox())!
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.5)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.5, { steps: 12 })
  await page.mouse.up()
}
/** Waits until there is ink in the middle of the board, or none. */
async function ink (page: Page, there: boolean): Promise<void> {
  await page.waitForFunction(wanted => {
    const canvas = document.querySelector<HTMLCanvasElement>('.board__canvas')
    if (!canvas || canvas.width === 0) return false
    const { data } = canvas.getContext('2d')!.getImageData(Math.round(canvas.width * 0.4), Math.round(canvas.height * 0.4), Math.round(canvas.width * 0.2), Math.round(canvas.height * 0.2))
    return data.some((value, index) => index % 4 === 3 && value > 0) === wanted
  }, there)
}

t.setTimeout(300_000) // it starts many processes
const browser = needsBrowser(t)
const kafka = browser ? await needsKafka(t) : undefined
if (browser && kafka) {
  const stage = await startStage(t, { browser, kafka })
  const [pod1, pod2, pod3] = stage.pods
  const [te, kim, lee] = await Promise.all([stage.enter(pod1, teacher), stage.enter(pod2, pupil('1', '김민준')), stage.enter(pod3, pupil('2', '이서연'))])
  await te.getByText('접속 2 / 2').waitFor()
  const accessible = async (page: Page, phase: string): Promise<void> => { t.strictSame(await barriers(page), [], phase) }
  const tool = (page: Page, name: string | RegExp): Promise<void> => page.locator('.pupil__tools').getByRole('button', { name }).click()

  t.test('what is said reaches the class, what is private the teacher alone', async t => {
    await say(te, '빛이 있을 때를 생각해 보세요')
    await kim.locator('.pupil__tools .badge').waitFor()
    for (const page of [kim, lee]) {
      await tool(page, /이야기/)
      await line(page, '빛이 있을 때').waitFor()
    }
    await kim.getByRole('button', { name: '선생님에게만' }).click()
    await say(kim, '저는 잘 모르겠어요')
    await line(te, '저는 잘 모르겠어요').waitFor()
    await say(lee, '광합성이에요')
    await line(kim, '광합성이에요').waitFor()
    t.equal(await line(lee, '저는 잘 모르겠어요').count(), 0)
    t.equal(await te.locator('.bubble[data-private]').count(), 1)

    await kim.getByRole('button', { name: /이서연: 반응/ }).click()
    await kim.getByRole('group', { name: '반응하기' }).getByRole('button', { name: '좋아요' }).click()
    await lee.getByRole('button', { name: '좋아요 1명' }).waitFor()
    await accessible(te, 'chat, teacher')
    await accessible(kim, 'chat, pupil')
    await stage.shoot(te, 'teacher-chat')
    await stage.shoot(kim, 'pupil-chat')
  })

  t.test('a line that is taken back is gone everywhere, and who is muted cannot write', async t => {
    await te.getByRole('button', { name: /이서연: 반응/ }).click()
    await te.getByRole('button', { name: '지우기' }).click()
    for (const page of [te, kim, lee]) await line(page, '선생님이 지운 글이에요').waitFor()
    await te.getByRole('button', { name: '1번 김민준 메뉴' }).click()
    await te.getByRole('menuitem', { name: '글쓰기 멈추기' }).click()
    await kim.getByText('지금은 글을 쓸 수 없어요').waitFor()
    await te.getByRole('button', { name: '1번 김민준 메뉴' }).click()
    await te.getByRole('menuitem', { name: '글쓰기 허락하기' }).click()
    await kim.getByLabel('보낼 말').waitFor()
  })

  t.test('hands and widgets', async t => {
    await tool(kim, '손들기')
    await te.getByRole('tab', { name: '도구' }).click()
    const signals = te.getByRole('region', { name: '손든 학생' })
    await signals.getByText('1번 김민준', { exact: true }).waitFor()
    await te.getByRole('group', { name: '신호등' }).getByRole('button', { name: '시작해요' }).click()
    await te.getByRole('region', { name: '타이머' }).getByRole('button', { name: '시작' }).click()
    await tool(lee, /이야기/)
    for (const name of ['시작해요', '타이머']) await lee.getByRole('region', { name: '수업 도구' }).getByText(name).waitFor()
    await accessible(te, 'tools')
    await accessible(lee, 'widgets')
    await stage.shoot(te, 'teacher-tools')
    await stage.shoot(lee, 'pupil-widgets')
  })

  t.test('a draw has the same winner at the same moment on every screen', async t => {
    const seen = [te, kim, lee].map(winnerSeen)
    await te.getByRole('region', { name: '발표자 뽑기' }).getByRole('button', { name: '뽑기', exact: true }).click()
    const winners = await Promise.all(seen)
    t.equal(new Set(winners.map(({ name }) => name)).size, 1)
    const times = winners.map(({ at }) => at)
    const apart = Math.max(...times) - Math.min(...times)
    t.ok(apart < 700, `${apart} ms apart`)
    await accessible(te, 'draw')
    await stage.shoot(te, 'teacher-draw')
    await te.getByRole('button', { name: '발표 마쳤어요' }).click()
  })

  t.test('the class rests while the teacher wants it to', async t => {
    await te.getByRole('button', { name: '수업 설정 열기' }).first().click()
    const pause = te.getByRole('switch', { name: /잠깐 멈추기/ })
    await pause.click()
    for (const page of [kim, lee]) await heading(page, '잠깐 멈췄어요')
    await accessible(kim, 'pause')
    await accessible(te, 'settings')
    await pause.click()
    for (const page of [kim, lee]) await page.getByRole('heading', { name: '잠깐 멈췄어요' }).waitFor({ state: 'detached' })
    await te.keyboard.press('Escape')
  })

  t.test('a video plays for all when the teacher plays it, and a document turns its pages for all', async t => {
    const upload = async (name: string, mimeType: string, buffer: Buffer): Promise<void> => {
      await te.keyboard.press('m')
      await te.locator('.composer-media input[type=file]').setInputFiles({ name, mimeType, buffer })
    }
    const lookers = [kim, lee]
    await upload('실험.webm', 'video/webm', await recordVideo(await stage.window('pupil')))
    for (const page of lookers) {
      await heading(page, '실험')
      await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1)
      t.equal(await page.evaluate(() => document.querySelector('video')?.muted), true, 'a pupil hears nothing unasked')
    }
    await te.evaluate(() => document.querySelector('video')?.play())
    for (const page of lookers) await page.waitForFunction(() => (document.querySelector('video')?.played.length ?? 0) > 0)

    await upload('학습지.pdf', 'application/pdf', twoPages)
    for (const page of lookers) await page.getByText('1 / 2 쪽').waitFor()
    await te.getByRole('button', { name: '다음 쪽' }).click()
    for (const page of lookers) await page.getByRole('img', { name: '학습지: Page two' }).waitFor()
    await accessible(te, 'document, teacher')
    await accessible(kim, 'document, pupil')
    await stage.shoot(te, 'teacher-document')
    await te.getByRole('button', { name: '자료 내리기' }).click()
    await heading(kim, '잘 들어왔어요')
    await te.getByRole('tab', { name: '도구' }).click()
  })

  t.test('what one draws the others see, and who comes late', async t => {
    await te.getByRole('region', { name: '칠판' }).getByText('함께').click()
    for (const page of [te, kim, lee]) await heading(page, '우리 반 칠판')
    await draw(kim)
    for (const page of [te, kim, lee]) await ink(page, true)
    const park = await stage.enter(pod3, pupil('3', '박도윤'))
    await heading(park, '우리 반 칠판')
    await ink(park, true)
    await kim.getByRole('button', { name: '되돌리기' }).click()
    for (const page of [te, kim, lee, park]) await ink(page, false)
    await accessible(kim, 'board, pupil')
    await stage.shoot(kim, 'pupil-board')
    await park.context().close()
  })

  t.test('everybody has a board of their own; one of them is shown to all', async t => {
    await te.locator('.teacher__stage').getByText('각자').click()
    for (const page of [kim, lee]) await heading(page, '내 칠판')
    await draw(kim)
    await te.locator('.preview', { hasText: '김민준' }).locator('img').waitFor()
    await te.reload()
    await te.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.preview canvas')
      return canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0)
    })
    await accessible(te, 'boards')
    await stage.shoot(te, 'teacher-boards')
    await te.getByRole('button', { name: /김민준.*칠판 열기/ }).click()
    await ink(te, true)
    await te.keyboard.press('s')
    await heading(lee, '친구의 칠판')
    await ink(lee, true)
    await te.getByRole('button', { name: '칠판 닫기' }).click()
    await heading(kim, '잘 들어왔어요')
  })

  t.test('who is taken out is told so', async t => {
    await te.getByRole('button', { name: '2번 이서연 메뉴' }).click()
    await te.getByRole('menuitem', { name: '내보내기' }).click()
    await te.getByRole('dialog').getByRole('button', { name: '내보내기' }).click()
    await heading(lee, '선생님이 교실에서 내보냈어요')
    await accessible(lee, 'taken out')
    await te.getByText('접속 1 /').waitFor()
  })

  t.test('who was kept out can come in again when the teacher says so', async t => {
    await te.getByRole('button', { name: '1번 김민준 메뉴' }).click()
    await te.getByRole('menuitem', { name: '다시 못 들어오게 하기' }).click()
    await te.getByRole('dialog').getByRole('button', { name: '다시 못 들어오게 하기' }).click()
    await heading(kim, '지금은 이 교실에 들어갈 수 없어요')
    await accessible(kim, 'kept out')
    await kim.getByRole('button', { name: '다시 들어가기' }).click()
    await kim.waitForURL(/code=BANNED/)
    await te.getByText('다시 못 들어오는 학생 1명').click()
    await accessible(te, 'list of those kept out')
    await te.getByRole('button', { name: '1번 김민준 다시 들어오게 하기' }).click()
    await te.getByText('이제 1번 김민준님도 들어올 수 있어요').first().waitFor()
    await te.getByText('다시 못 들어오는 학생').waitFor({ state: 'detached' })
    t.match(await te.evaluate(() => document.activeElement?.textContent), '학생을 기다리고 있어요', 'the focus does not get lost')
    await kim.getByRole('button', { name: '다시 들어가기' }).click()
    await heading(kim, '잘 들어왔어요')
  })

  t.test('a class with a password and two seats', async t => {
    const lobby = await stage.window('teacher')
    await lobby.goto(`${pod1.url}/lobby`)
    await lobby.getByText('3학년 2반').or(lobby.getByText('3-2')).first().waitFor()
    await accessible(lobby, 'lobby')
    await lobby.getByRole('button', { name: '교실 만들기' }).click()
    await lobby.getByLabel('교실 이름').fill('국어')
    await lobby.getByLabel('선생님 이름').fill('박하늘')
    await lobby.getByLabel('정원').fill('2')
    await lobby.getByLabel(/비밀번호/).fill('가나다')
    await accessible(lobby, 'new class')
    await lobby.getByRole('button', { name: '교실 열기' }).click()
    await lobby.locator('.link-state', { hasText: '연결됨' }).waitFor()
    const classCode = new URL(lobby.url()).pathname.split('/').at(-1)

    const guest = async (name: string): Promise<Page> => {
      const page = await stage.window('pupil')
      await page.goto(`${pod2.url}/join/${classCode}`)
      await page.getByLabel('이름').fill(name)
      await page.getByRole('button', { name: '들어가기' }).click()
      return page
    }
    const give = async (page: Page, password: string): Promise<void> => {
      await page.getByLabel('비밀번호').fill(password)
      await page.getByRole('button', { name: '들어가기' }).click()
    }
    const first = await guest('하나')
    await give(first, '틀림')
    await first.getByText('비밀번호가 달라요').waitFor()
    await accessible(first, 'wrong password')
    await give(first, '가나다')
    await heading(first, '잘 들어왔어요')
    const second = await guest('둘')
    await give(second, '가나다')
    await heading(second, '잘 들어왔어요')
    const third = await guest('셋')
    await third.getByText('자리가 가득 찼어요').or(third.getByLabel('비밀번호')).first().waitFor()
    if (await third.getByLabel('비밀번호').isVisible()) await give(third, '가나다')
    await third.getByText('자리가 가득 찼어요').waitFor()
  })

  t.test('no page complained, but about what was refused', async t => {
    t.strictSame(stage.complaints.filter(text => !/status of 40[39]/.test(text)), [])
  })
}
