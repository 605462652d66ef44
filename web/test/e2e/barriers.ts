import { AxeBuilder } from '@axe-core/playwright'
import { type Page } from 'playwright-core'

const WIDTHS = [320, 480, 1280]
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What keeps people from using a page, at every width that it is used at: violations of WCAG 2.2 AA, and content beside the window. */
export async function barriers (page: Page): Promise<string[]> {
  const size = page.viewportSize()!
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ ...size, width })
    // As high as the page, so that nothing lies below the bar that stays in view while the page scrolls.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight')
    if (height > size.height) await page.setViewportSize({ width, height })
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${width}: ${id} ${target.join(' ')}`)))
    if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')) found.push(`${width}: wider than the window`)
  }
  await page.setViewportSize(size)
  return found
}
