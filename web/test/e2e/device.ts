import { type Browser, chromium } from 'playwright-core'
import { type Test } from 'tap'
import { ARGS } from './stage.ts'

/** A browser of somebody's own. */
export interface Device {
  readonly browser: Browser
  /** All its processes stand still, as when a lid is closed. */
  sleep (): void
  wake (): void
}

export async function startDevice (t: Test, executablePath: string): Promise<Device> {
  const server = await chromium.launchServer({ executablePath, args: ARGS })
  const group = -server.process().pid!
  const wake = (): void => { process.kill(group, 'SIGCONT') }
  t.teardown(async () => {
    wake()
    await server.close()
  })
  const browser = await chromium.connect(server.wsEndpoint())
  return { browser, sleep: () => { process.kill(group, 'SIGSTOP') }, wake }
}
