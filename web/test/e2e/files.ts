import { type Page } from 'playwright-core'

/** Where the things are that are shown to the class; the browser gets them from the test instead. */
export const FILES = 'https://files.example'

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
<rect width="400" height="300" fill="#1565c0"/><circle cx="200" cy="150" r="90" fill="#ffd54f"/></svg>`

/** Serves a picture and a video to a window. */
export async function serveFiles (page: Page, video: Buffer): Promise<void> {
  await page.route(`${FILES}/picture.svg`, route => route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }))
  await page.route(`${FILES}/video.webm`, route => route.fulfill({ contentType: 'video/webm', body: video }))
}

/** A short video, as this browser records it. */
export async function recordVideo (page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' })
    const chunk = new Promise<Blob>(resolve => { recorder.ondataavailable = ({ data }) => resolve(data) })
    recorder.start()
    for (let frame = 0; frame < 10; frame++) {
      context?.fillRect(0, 0, 30 * frame, 150)
      await new Promise(resolve => setTimeout(resolve, 30))
    }
    recorder.stop()
    const bytes = new Uint8Array(await (await chunk).arrayBuffer())
    return btoa(String.fromCharCode(...bytes))
  })
  return Buffer.from(base64, 'base64')
}

const page = (id: number, text: string): string => {
  const content = `BT /F1 40 Tf 60 150 Td (${text}) Tj ET`
  return `${id} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents ${id + 1} 0 R/Resources<</Font<</F1 7 0 R>>>>>>endobj
${id + 1} 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
`
}
/** A document of two pages, "Page one" and "Page two". */
export const twoPages = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj
${page(3, 'Page one')}${page(5, 'Page two')}7 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>`)
