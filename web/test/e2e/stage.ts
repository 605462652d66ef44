import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Test } from 'tap'
import { type Pod } from '../../../scripts/lib/cluster/pod.ts'
import { startCluster } from '../../../scripts/lib/cluster/start-cluster.ts'
import { popupUrl } from '../../../scripts/lib/links.ts'
import { type UserInfo } from '../../../server/protocol/user.ts'
import { keysOf } from '../../../server/src/auth/keys.ts'
import { signLaunch } from '../../../server/src/auth/tickets.ts'
import { toUser } from '../../../server/src/auth/user.ts'

/** What every browser of the tests is started with. */
export const ARGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'
]
const SIZES = { teacher: { width: 1280, height: 800 }, pupil: { width: 480, height: 800 } }

/** Long enough for a reload on a busy machine. */
const LEAVE_GRACE_MS = '4000'

type Address = Pick<Pod, 'url'>

/** Real pods, and a real browser with a window for each person. */
export interface Stage {
  readonly pods: readonly [Pod, Pod, Pod]
  /** What the pages complained about in their consoles: exceptions, refused content, failed requests. */
  readonly complaints: string[]
  /** A window of somebody's own, as wide as the popup of the role is. */
  window (role: keyof typeof SIZES, browser?: Browser): Promise<Page>
  /** The address that the opening web service gives to the popup. */
  link (pod: Address, user: UserInfo): Promise<string>
  /** Opens the popup for somebody, in a window of its own where none is given, and waits until they are in the class. */
  enter (pod: Address, user: UserInfo, page?: Page): Promise<Page>
  /** Takes pictures of a page, as wide as the popup of either role is. */
  shoot (page: Page, name: string): Promise<void>
}

interface StageOptions {
  browser: string
  kafka: string[]
  /** Keys of launches. Default: none, so that anybody may join. */
  secrets?: string
  restart?: boolean
  /** Where records are kept. Default: as the cluster does. */
  database?: string
}

/** Everything ends with the test. The pictures and the log of the pods are in a folder that is printed. */
export async function startStage (t: Test, { browser: executablePath, kafka, secrets = '', restart = false, database }: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'popup-'))
  const out = createWriteStream(join(folder, 'pods.log'))
  // NODE_OPTIONS is what tap says to its children; pods are none.
  const env = { ...process.env, NODE_OPTIONS: undefined, KAFKA_TOPIC: `test-${randomUUID()}`, KAFKA_PARTITIONS: '2', LEAVE_GRACE_MS, TICKET_SECRETS: secrets, ...database && { DATABASE_URL: database } }
  const starting = startCluster({ pods: 3, kafka, env, restart, out })
  const browser = await chromium.launch({ executablePath, args: ARGS })
  t.teardown(() => browser.close())
  const cluster = await starting
  t.teardown(() => cluster.stop())
  t.teardown(() => console.error(`Pictures of ${t.name}: ${folder}`))

  const complaints: string[] = []
  async function window (role: keyof typeof SIZES, on = browser): Promise<Page> {
    const context = await on.newContext({ viewport: SIZES[role], locale: 'ko-KR', reducedMotion: 'reduce' })
    // tsx wraps functions in this helper to keep their names; those that a page evaluates come without it.
    await context.addInitScript('globalThis.__name = value => value')
    const page = await context.newPage()
    page.on('pageerror', error => complaints.push(String(error)))
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()) })
    return page
  }

  async function link ({ url }: Address, user: UserInfo): Promise<string> {
    if (!secrets) return popupUrl(url, user)
    return popupUrl(url, user, await signLaunch(keysOf(secrets)[0], toUser(user), randomUUID()))
  }

  return {
    pods: cluster.pods as [Pod, Pod, Pod],
    complaints,
    window,
    link,
    async enter (pod, user, given) {
      const isTeacher = user.usrTpCd === 'TE'
      const page = given ?? await window(isTeacher ? 'teacher' : 'pupil')
      await page.goto(await link(pod, user))
      if (isTeacher) await page.getByRole('dialog').getByRole('button', { name: '알겠어요' }).click()
      await page.locator('.link-state', { hasText: '연결됨' }).waitFor()
      return page
    },
    async shoot (page, name) {
      const size = page.viewportSize()!
      for (const each of Object.values(SIZES)) {
        await page.setViewportSize(each)
        await page.screenshot({ path: join(folder, `${name}-${each.width}.png`) })
      }
      await page.setViewportSize(size)
    }
  }
}
