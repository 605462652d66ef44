import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type Page } from 'playwright-core'
import { type UserInfo } from '../../../server/protocol/user.ts'
import { barriers } from '../../../web/test/e2e/barriers.ts'
import { type Language, languages, speak } from '../../../web/test/e2e/language.ts'
import { popupUrl } from '../links.ts'
import { indexPage, type Picture } from './index-page.ts'

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 480, height: 800 } } as const

/** How the pictures are taken, and what is looked for. */
export interface AlbumOptions {
  /** Where the pictures go. */
  folder: string
  language: Language
  /** Whether the browser asks for dark pages. */
  dark: boolean
  /** Whether every screen is checked for barriers. */
  axe: boolean
}

/** @throws {TypeError} when the popup does not speak it. */
export function readLanguage (text: string): Language {
  const language = languages.find(one => one === text)
  if (language === undefined) throw new TypeError(`--language is one of ${languages.join(', ')}`)
  return language
}

/** Pictures of windows, and the windows. */
export interface Album {
  readonly url: string
  /** A window of somebody's own. */
  window (size?: keyof typeof sizes): Promise<Page>
  /** Opens the popup for somebody, and waits until they are in the class. */
  enter (user: UserInfo): Promise<Page>
  /** Takes pictures of a page in both sizes, and looks for barriers when asked to. */
  shoot (page: Page, name: string, title: string): Promise<void>
  /** Writes the page that shows all pictures. @returns its path, and the barriers that were found */
  close (): Promise<{ path: string, found: string[] }>
}

/** The windows speak Korean, and the chosen language only while a picture is taken: so one walk makes the pictures of all languages. */
export async function openAlbum (browser: Browser, url: string, { folder, language, dark, axe }: AlbumOptions): Promise<Album> {
  await mkdir(folder, { recursive: true })
  const pictures: Picture[] = []
  const found: string[] = []

  async function window (size: keyof typeof sizes = 'narrow'): Promise<Page> {
    const context = await browser.newContext({ viewport: sizes[size], locale: 'ko-KR', reducedMotion: 'reduce', colorScheme: dark ? 'dark' : 'light' })
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
      await speak(page, language)
      for (const size of Object.values(sizes)) {
        await page.setViewportSize(size)
        // Drawings follow the size of the window a frame later.
        await page.waitForTimeout(150)
        const file = `${name}-${size.width}.png`
        await page.screenshot({ path: join(folder, file) })
        pictures.push({ file, title, width: size.width })
      }
      await page.setViewportSize(before)
      if (axe) found.push(...(await barriers(page, [language])).map(barrier => `${name} in ${barrier}`))
      await speak(page, 'ko')
      console.log(title)
    },
    async close () {
      const path = join(folder, 'index.html')
      await writeFile(path, indexPage(pictures))
      return { path, found }
    }
  }
}
