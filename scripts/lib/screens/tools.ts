import { type Page } from 'playwright-core'
import { type Album } from './album.ts'

async function scribble (page: Page): Promise<void> {
  const box = (await page.locator('.board__canvas').boundingBox())!
  const to = (x: number, y: number): Promise<void> => page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 6 })
  const lines: Array<Array<[x: number, y: number]>> = [[[0.2, 0.8], [0.8, 0.8]], [[0.5, 0.8], [0.5, 0.4]], [[0.5, 0.55], [0.6, 0.4], [0.75, 0.42], [0.5, 0.6]], [[0.25, 0.2], [0.35, 0.2], [0.35, 0.32], [0.25, 0.32], [0.25, 0.2]]]
  for (const [index, line] of lines.entries()) {
    await page.getByRole('button', { name: index === 3 ? '주황' : index === 0 ? '검정' : '초록', exact: true }).click()
    await to(...line[0]!)
    await page.mouse.down()
    for (const point of line.slice(1)) await to(...point)
    await page.mouse.up()
  }
}

/** Chat, picker, widgets, settings, whiteboards, the projector. */
export async function tools (album: Album, te: Page, kim: Page, lee: Page): Promise<void> {
  const { shoot } = album
  const region = (name: string) => te.getByRole('region', { name, exact: true })
  const tool = (page: Page, name: string | RegExp): Promise<void> => page.locator('.pupil__tools').getByRole('button', { name }).click()
  await te.getByLabel('보낼 말').fill('3번 문제는 빛이 있을 때를 생각해 보세요')
  await te.keyboard.press('Enter')
  await tool(kim, /이야기/)
  await kim.getByRole('button', { name: '선생님에게만' }).click()
  await kim.getByLabel('보낼 말').fill('저 2번 문제를 못 풀었어요')
  await kim.keyboard.press('Enter')
  await te.locator('.bubble[data-private]').waitFor()
  await shoot(te, 'teacher-chat', 'Lobby and chat, teacher')
  await shoot(kim, 'pupil-chat', 'Chat, pupil')
  await tool(kim, '반응')
  await shoot(kim, 'pupil-signals', 'Reactions, pace, help')
  await kim.keyboard.press('Escape')

  await te.getByRole('tab', { name: '도구' }).click()
  await te.getByRole('group', { name: '신호등' }).getByRole('button', { name: '시작해요' }).click()
  await te.getByRole('group', { name: '활동 안내' }).getByRole('button', { name: '모둠' }).click()
  await region('타이머').getByRole('button', { name: '시작' }).click()
  await region('주사위').getByRole('button', { name: '굴리기' }).click()
  await lee.getByRole('region', { name: '수업 도구' }).getByText('시작해요').waitFor()
  await shoot(te, 'teacher-tools', 'Tools and widgets, teacher')
  await shoot(lee, 'pupil-widgets', 'Widgets, pupil')

  await region('발표자 뽑기').getByRole('button', { name: '뽑기', exact: true }).click()
  await te.getByRole('heading', { name: '누가 발표해 볼까요?' }).waitFor()
  await shoot(lee, 'pupil-drawing', 'A draw begins')
  await te.locator('.name-card[data-winner]').waitFor()
  await shoot(te, 'teacher-drawn', 'A draw, teacher')
  await shoot(lee, 'pupil-drawn', 'A draw, pupil')
  await te.getByRole('button', { name: '발표 마쳤어요' }).click()

  await te.getByRole('button', { name: '수업 설정 열기' }).first().click()
  await shoot(te, 'teacher-settings', 'Class settings')
  const pause = te.getByRole('switch', { name: /잠깐 멈추기/ })
  await pause.click()
  await kim.getByRole('heading', { name: '잠깐 멈췄어요' }).waitFor()
  await shoot(kim, 'pupil-paused', 'The class rests')
  await pause.click()
  await te.keyboard.press('Escape')

  await region('칠판').getByText('각자').click()
  for (const page of [kim, lee]) {
    await page.getByRole('heading', { name: '내 칠판' }).waitFor()
    await scribble(page)
  }
  await te.locator('.preview img').nth(1).waitFor()
  await shoot(te, 'teacher-boards', 'Boards of all pupils')
  await shoot(kim, 'pupil-board', 'Own board, pupil')
  await te.getByRole('button', { name: /김민준.*칠판 열기/ }).click()
  await te.locator('.board__canvas').waitFor()
  await shoot(te, 'teacher-board', 'A board of a pupil, live')
  await te.keyboard.press('s')
  await lee.getByRole('heading', { name: '친구의 칠판' }).waitFor()
  await shoot(lee, 'pupil-spotlight', 'A board is shown to all')
  await te.getByRole('button', { name: '칠판 닫기' }).click()
}

/** Draws a leaf in the page. */
const leaf = `(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 500 })
  const context = canvas.getContext('2d')
  context.fillStyle = '#e4f2e4'; context.fillRect(0, 0, 800, 500)
  context.fillStyle = '#27753a'; context.beginPath(); context.ellipse(400, 250, 300, 130, 0.3, 0, 7); context.fill()
  context.strokeStyle = '#e4f2e4'; context.lineWidth = 8; context.beginPath(); context.moveTo(120, 165); context.lineTo(680, 335); context.stroke()
  return canvas.toDataURL('image/png').split(',')[1]
})()`

/** Things that everybody looks at, with what is said about them. */
export async function media ({ shoot }: Album, te: Page, kim: Page): Promise<void> {
  await te.keyboard.press('m')
  await te.getByLabel('자료 주소').waitFor()
  await shoot(te, 'teacher-media', 'Media to choose, teacher')
  const picture = await te.evaluate<string>(leaf)
  await te.locator('.composer-media input[type=file]').setInputFiles({ name: '잎의 단면.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') })
  await kim.getByRole('heading', { name: '잎의 단면' }).waitFor()
  await kim.locator('.pupil__tools').getByRole('button', { name: /이야기/ }).click()
  await kim.getByLabel('보낼 말').fill('기공이 뒷면에 더 많은 까닭이 있나요?')
  await kim.keyboard.press('Enter')
  await te.locator('.bubble', { hasText: '기공이 뒷면에' }).waitFor()
  await shoot(te, 'teacher-picture', 'A picture and comments, teacher')
  await shoot(kim, 'pupil-comments', 'Comments, pupil')
  await kim.keyboard.press('Escape')
  await shoot(kim, 'pupil-picture', 'A picture, pupil')
  await te.getByRole('button', { name: '자료 내리기' }).click()
}
