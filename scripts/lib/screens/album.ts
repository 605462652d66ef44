import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type Page } from 'playwright-core'
import { type UserInfo } from '../../../server/protocol/user.ts'
import { popupUrl } from '../links.ts'
import { indexPage, type Picture } from './index-page.ts'

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 480, height: 800 } } as const

/** Pictures of windows, and the windows. */
export interface Album {
  readonly url: string
  /** A window of somebody's own. */
  window (size?: keyof typeof sizes): Promise<Page>
  /** Opens the popup for somebody, and waits until they are in the class. */
  enter (user: UserInfo): Promise<Page>
  /** Takes pictures of a page in both sizes. */
  shoot (page: Page, name: string, title: string): Promise<void>
  /** Writes the page that shows all pictures. @returns its path */
  close (): Promise<string>
}

/** @param folder - where the pictures go */
export async function openAlbum (browser: Browser, url: string, folder: string): Promise<Album> {
  await mkdir(folder, { recursive: true })
  const pictures: Picture[] = []

  async function window (size: keyof typeof sizes = 'narrow'): Promise<Page> {
    const context = await browser.newContext({ viewport: sizes[size], locale: 'ko-KR', reducedMotion: 'reduce' })
    return await context.newPage()
  }

  return {
    url,
    window,
    async enter (user) {
      const page = await window(user.usrTpCd === 'TE' ? 'wide' : 'narrow')
      await page.goto(popupUrl(url, user))
      await page.locator('.link-state', { hasText: '연결됨' }).waitFor()
      return page
    },
    async shoot (page, name, title) {
      const before = page.viewportSize()!
      for (const size of Object.values(sizes)) {
        await page.setViewportSize(size)
        // Drawings follow the size of the window a frame later.
        await page.waitForTimeout(150)
        const file = `${name}-${size.width}.png`
        await page.screenshot({ path: join(folder, file) })
        pictures.push({ file, title, width: size.width })
      }
      await page.setViewportSize(before)
      console.log(title)
    },
    async close () {
      const path = join(folder, 'index.html')
      await writeFile(path, indexPage(pictures))
      return path
    }
  }
}
