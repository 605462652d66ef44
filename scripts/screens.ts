import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { readArgs } from './lib/args.ts'
import { findBrowser } from './lib/browser.ts'
import { startPod } from './lib/cluster/pod.ts'
import { parts } from './lib/parts.ts'
import { freePorts } from './lib/ports.ts'
import { ROOT } from './lib/root.ts'
import { openAlbum, readLanguage } from './lib/screens/album.ts'
import { startCrowd } from './lib/screens/crowd.ts'
import { doors } from './lib/screens/doors.ts'
import { pupils, teacher } from './lib/screens/people.ts'
import { quiz } from './lib/screens/quiz.ts'
import { media, tools } from './lib/screens/tools.ts'
import { isStale } from './lib/stale.ts'

// Pictures of every screen and phase in both sizes, in one folder with a page that shows them all; with --axe it fails when a screen has barriers.
const { out, language, dark, axe } = readArgs({ out: join(ROOT, 'dist', 'screens'), language: 'ko', dark: false, axe: false })
const options = { folder: resolve(out, language, dark ? 'dark' : 'light'), language: readLanguage(language), dark, axe }
for (const { script, sources, output } of Object.values(parts)) {
  if (isStale(sources, output) && spawnSync('npm', ['run', script], { cwd: ROOT, stdio: 'inherit' }).status !== 0) throw new Error(`${script} failed`)
}
const executablePath = findBrowser()
if (executablePath === undefined) throw new Error('there is no Chromium: install one, or name it in CHROMIUM')

const data = await mkdtemp(join(tmpdir(), 'screens-'))
const [port, internalPort] = await freePorts(2)
const pod = startPod({ port: port!, internalPort: internalPort!, restart: false, env: { ...process.env, MODE: 'memory', DATA_DIR: data, TICKET_SECRETS: '' }, log: () => {} })
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
try {
  await pod.ready
  const album = await openAlbum(browser, pod.url, options)
  const classCode = '7k3q'
  const user = teacher(classCode)
  const [first, second, ...others] = pupils(classCode)

  const te = await album.enter(user)
  await album.shoot(te, 'teacher-guide', 'The guide of the teacher')
  await te.getByRole('dialog').getByRole('button', { name: '알겠어요' }).click()
  await album.shoot(te, 'teacher-alone', 'Nobody is here yet')
  const [kim, lee] = await Promise.all([album.enter(first!), album.enter(second!)])
  const endCrowd = await startCrowd(pod.url, others)
  await te.getByText(`접속 ${others.length + 2} /`).waitFor()
  await album.shoot(te, 'teacher-lobby', 'Lobby, teacher')
  await album.shoot(kim, 'pupil-lobby', 'Lobby, pupil')
  await tools(album, te, kim, lee)
  await media(album, te, kim)
  await quiz(album, user, te, kim, lee)
  endCrowd()
  await te.context().close()
  await kim.getByText('선생님 연결을 기다리고 있어요').waitFor()
  await album.shoot(kim, 'pupil-teacher-away', 'The teacher is away')
  await doors(album)
  const { path, found } = await album.close()
  console.log(path)
  if (found.length > 0) {
    console.error(`${found.length} barriers:\n${found.join('\n')}`)
    process.exitCode = 1
  }
} finally {
  await browser.close()
  await pod.stop()
  await rm(data, { recursive: true, force: true })
}
