import { type Album } from './album.ts'

/** How people come in, and why they do not. */
export async function doors ({ url, window, shoot }: Album): Promise<void> {
  const page = await window('wide')
  await page.goto(url)
  await page.getByRole('button', { name: '연습 교실 만들기' }).click()
  await page.getByRole('heading', { name: '연습 교실이 열렸어요' }).waitFor()
  await shoot(page, 'landing', 'Landing page')

  await page.goto(`${url}/lobby`)
  await page.getByRole('button', { name: '교실 만들기' }).click()
  await page.getByLabel('교실 이름').fill('3학년 1반 국어')
  await page.getByLabel('선생님 이름').fill('박하늘')
  await page.getByLabel(/비밀번호/).fill('가나다')
  await shoot(page, 'lobby-new', 'Lobby: a new class')
  await page.getByRole('button', { name: '교실 열기' }).click()
  await page.locator('.link-state', { hasText: '연결됨' }).waitFor()
  const classCode = new URL(page.url()).pathname.split('/').at(-1)
  await page.goto(`${url}/lobby`)
  await page.getByText('3학년 1반 국어').waitFor()
  await shoot(page, 'lobby', 'Lobby')

  const guest = await window()
  await guest.goto(`${url}/join/${classCode}`)
  await guest.getByLabel('이름').fill('김민준')
  await shoot(guest, 'guest', 'A guest gives a name')
  await guest.getByRole('button', { name: '들어가기' }).click()
  await guest.getByLabel('비밀번호').fill('틀림')
  await guest.getByRole('button', { name: '들어가기' }).click()
  await guest.getByText('비밀번호가 달라요').waitFor()
  await shoot(guest, 'password', 'Wrong password')

  for (const code of ['FULL', 'NOT_FOUND', 'FORBIDDEN', 'CLOSED', 'KICK', 'BAN', 'END', 'LEFT', 'OFFLINE']) {
    await guest.goto(`${url}/404?code=${code}`)
    await guest.locator('h1').waitFor()
    await shoot(guest, `error-${code.toLowerCase()}`, `Not in the class: ${code}`)
  }
}
