import { type Page } from 'playwright-core'
import t from 'tap'
import { needsBrowser, needsOwnKafka } from '../../../scripts/lib/test-needs.ts'
import { until } from '../../../scripts/test/helpers.ts'
import { seeTitle, share } from './actions.ts'
import { pupil, teacher } from './people.ts'
import { startStage } from './stage.ts'

const shareLink = (page: Page, title: string): Promise<void> => share(page, 'https://files.example/page', title)

t.setTimeout(240_000) // it starts many processes
const browser = needsBrowser(t)
const kafka = browser ? await needsOwnKafka(t) : undefined
if (browser && kafka) {
  const stage = await startStage(t, { browser, kafka: kafka.brokers, restart: true })
  const [pod1, pod2, pod3] = stage.pods
  const [te, kim, lee] = await Promise.all([stage.enter(pod1, teacher), stage.enter(pod2, pupil('1', '김민준')), stage.enter(pod3, pupil('2', '이서연'))])
  await te.getByText('접속 2 / 2').waitFor()
  await stage.shoot(te, 'open-teacher-lobby')

  t.test('the pod of a pupil is killed: the pupil comes back without doing anything, and misses nothing', async t => {
    const { pid } = pod2
    process.kill(pid, 'SIGKILL')
    await kim.getByText('연결이 끊겼어요').waitFor()
    await stage.shoot(kim, 'pupil-link-lost')
    await shareLink(te, '그동안')
    await seeTitle([te, lee], '그동안')

    await kim.getByText('다시 연결했어요').waitFor()
    await seeTitle([kim], '그동안')
    t.not(pod2.pid, pid)
    await stage.shoot(kim, 'pupil-link-back')
    await te.getByText('접속 2 / 2').waitFor()
    await shareLink(kim, '돌아온 뒤')
    await seeTitle([te, kim, lee], '돌아온 뒤')
  })

  t.test('Kafka goes away and comes back: the pages stay, and go on', async t => {
    await kafka.stopBroker(0)
    await kafka.startBroker(0)
    for (const { internal } of stage.pods) await until(async () => (await fetch(`${internal}/readyz`)).ok)
    await shareLink(te, '다시 시작')
    await seeTitle([te, kim, lee], '다시 시작')
    t.equal(kim.url(), `${pod2.url}/classroom/3-2`)
  })
}
