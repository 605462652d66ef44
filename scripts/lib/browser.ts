import { existsSync } from 'node:fs'

/** Where a Chromium may be: CHROMIUM, or where systems install it. */
export const browserPaths = (): string[] =>
  process.env.CHROMIUM ? [process.env.CHROMIUM] : ['chromium', 'chromium-browser', 'google-chrome'].map(name => `/usr/bin/${name}`)

/** Path of a Chromium, if there is one. */
export const findBrowser = (): string | undefined => browserPaths().find(path => existsSync(path))
