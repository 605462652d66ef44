import { type Page } from 'playwright-core'

/** The last is the one that the tests speak. */
export const languages = ['en', 'ko'] as const
export type Language = typeof languages[number]

/** Lets the popup speak another language, as if it were chosen in another window. */
export async function speak (page: Page, language: Language): Promise<void> {
  await page.evaluate(`localStorage.setItem('language', '${language}')
    dispatchEvent(new StorageEvent('storage', { key: 'language', newValue: '${language}', storageArea: localStorage }))`)
  await page.locator(`html[lang=${language}]`).waitFor()
}
