import { type Locator, type Page } from 'playwright-core'

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

/** Keeps a set as the teacher of the window. */
export async function keep (page: Page, set: object): Promise<void> {
  const status = await page.evaluate(async body => {
    const { ticket } = JSON.parse(sessionStorage.getItem('session') ?? '{}')
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ticket}` }
    return (await fetch('/api/quiz-sets', { method: 'POST', headers, body: JSON.stringify(body) })).status
  }, set)
  if (status !== 201) throw new Error(`the set was not kept: ${status}`)
}

/** Waits until a page shows a heading. */
export const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { name }).waitFor()

/** Presses a button by its name. */
export const step = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click()

/** Says something to the class. */
export async function say (page: Page, text: string): Promise<void> {
  const field = page.getByLabel('보낼 말')
  await field.fill(text)
  await field.press('Enter')
}

/** What was said with this text, as a page shows it. */
export const line = (page: Page, text: string): Locator => page.locator('.bubble__text', { hasText: text })
