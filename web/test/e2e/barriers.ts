import axe from 'axe-core'
import { type Page } from 'playwright-core'
import { type Language, languages, speak } from './language.ts'

const WIDTHS = [320, 480, 1280]
const OPTIONS: axe.RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }

/** Violations of WCAG 2.2 AA on a page as it stands. The checker stays in the page: to load it takes longer than to run it. */
async function violations (page: Page): Promise<string[]> {
  if (!await page.evaluate<boolean>('"axe" in window')) await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(OPTIONS)})`)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`))
}

/** Makes a window as high as its page, so that nothing lies below the bar that stays in view while the page scrolls. Pages in higher windows may be higher. */
async function fit (page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  // Two frames later, the new size is laid out.
  const needed = await page.evaluate<number>('new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.documentElement.scrollHeight))))')
  if (needed > height) await fit(page, width, needed)
}

/** What keeps people from using a page, in every language and at every width that it is used in: violations, and content beside the window. The page speaks the last of the languages afterwards. */
export async function barriers (page: Page, spoken: readonly Language[] = languages): Promise<string[]> {
  const size = page.viewportSize()!
  const found: string[] = []
  for (const language of spoken) {
    await speak(page, language)
    for (const width of WIDTHS) {
      await fit(page, width, size.height)
      found.push(...(await violations(page)).map(violation => `${language} ${width}: ${violation}`))
      if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')) found.push(`${language} ${width}: wider than the window`)
    }
  }
  await page.setViewportSize(size)
  return found
}
