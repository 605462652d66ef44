import { type Page } from 'playwright-core'

/** Shows something to the class, as a person does in the popup. */
export async function share (page: Page, address: string, title: string): Promise<void> {
  const opener = page.getByRole('button', { name: /자료 (보여 주기|올리기)/ })
  await opener.first().click()
  await page.getByLabel('자료 주소').fill(address)
  await page.getByLabel(/^제목/).fill(title)
  await page.getByRole('button', { name: '모두에게 보여 주기' }).click()
  await page.getByText('모두에게 보여 줬어요').first().waitFor()
}

/** Waits until the stage of each page shows what was shared. */
export async function seeTitle (pages: readonly Page[], title: string): Promise<void> {
  await Promise.all(pages.map(page => page.getByRole('heading', { name: title, exact: true }).waitFor()))
}

/** Lines about who came and went, sorted. */
export async function notices (teacher: Page): Promise<string[]> {
  return (await teacher.locator('.chat__system').allTextContents()).sort()
}
