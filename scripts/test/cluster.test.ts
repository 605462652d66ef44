import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { freePorts, isFree } from '../lib/ports.ts'
import { needsKafka } from '../lib/test-needs.ts'
import { isAlive, ROOT, type Running, start, until } from './helpers.ts'

interface Report { pods: Array<{ url: string, internal: string, pid: number }>, kafka: string[] }

const flags = ['--import', 'tsx', '--conditions=@classroom-popup/source', 'scripts/cluster.ts']
const cluster = (t: Test, args: string[], env: NodeJS.ProcessEnv = {}): Running => start(t, process.execPath, [...flags, ...args], { env })
const alive = ({ pods }: Report): boolean[] => pods.map(({ pid }) => isAlive(pid))
const portOf = (address: string): number => Number(address.split(':').at(-1))

async function joins (url: string): Promise<number> {
  const body = JSON.stringify({ usrTpCd: 'ST', userName: 'A', classCode: 'c', tempUsrId: 'a' })
  return (await fetch(`${url}/socket/join`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status
}

const brokers = await needsKafka(t)
if (brokers) {
  const env = () => ({ KAFKA_BROKERS: brokers.join(), KAFKA_TOPIC: `test-${randomUUID()}`, KAFKA_PARTITIONS: '2' })

  t.test('with --restart a killed pod comes back on its port; SIGTERM ends everything', async t => {
    const script = cluster(t, ['--json', '--pods', '2', '--port', '0', '--restart'], { ...env(), TICKET_SECRETS: 'k:secret' })
    const report = await script.json() as Report
    t.same(report.kafka, brokers)
    t.same(alive(report), [true, true])
    for (const { url, internal } of report.pods) {
      t.equal((await fetch(`${internal}/readyz`)).status, 200)
      t.match(await (await fetch(url, { headers: { accept: 'text/html' } })).text(), /<div id="app">/, 'the popup is there')
      t.equal(await joins(url), 403, 'the environment reaches the pods')
    }

    const [first, second] = report.pods
    process.kill(first!.pid, 'SIGKILL')
    await until(() => /^pod 1 \| process \d+ ended \(SIGKILL\)$/m.test(script.errors()))
    await until(() => /^pod 1 \| is back as process \d+$/m.test(script.errors()))
    const pid = Number(/is back as process (\d+)/.exec(script.errors())![1])
    t.not(pid, first!.pid)
    t.equal((await fetch(`${first!.internal}/readyz`)).status, 200)
    t.equal(await joins(first!.url), 403)
    t.ok(isAlive(second!.pid))

    script.process.kill('SIGTERM')
    t.equal(await script.exited, 0)
    t.notOk(isAlive(pid))
    t.same(alive(report), [false, false])
    t.equal(script.lines.length, 1, 'the log is on stderr')
    t.match(script.errors(), /^pod 2 \| \[.*\] INFO: ready/m, 'the log can be read')
  })

  t.test('goes on when a pod dies; nothing stays behind when the npm that runs it is killed', async t => {
    const [port] = await freePorts(1)
    const cwd = t.testdir({ 'package.json': JSON.stringify({ scripts: { cluster: `exec node ${flags.slice(0, 3).join(' ')} ${ROOT}/scripts/cluster.ts` } }) })
    const npm = start(t, 'npm', ['run', '--silent', 'cluster', '--', '--json', '--pods', '2', '--port', String(port)], { cwd, env: { KAFKA_BROKERS: '' } })
    const report = await npm.json() as Report
    t.same(report.pods.map(({ url }) => url), [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port! + 1}`])

    process.kill(report.pods[0]!.pid, 'SIGKILL')
    await until(() => /^pod 1 \| process \d+ ended \(SIGKILL\)$/m.test(npm.errors()))
    t.equal(await joins(report.pods[1]!.url), 200)
    t.same(alive(report), [false, true])

    npm.process.kill('SIGKILL')
    await until(() => !isAlive(report.pods[1]!.pid))
    await until(() => isFree(portOf(report.kafka[0]!)))
    t.pass('its Kafka is gone, too')
  })

  t.test('without --json it prints links to a class, for a teacher and a pupil of each pod', async t => {
    const script = cluster(t, ['--pods', '2', '--port', '0', '--kafka', brokers.join()], { ...env(), KAFKA_BROKERS: 'not.used:1' })
    await until(() => script.lines.some(line => line.startsWith('pod 2')))
    const text = script.lines.join('\n')
    const people = (text.match(/http:\S+\/\?\S+/g) ?? []).map(link => new URL(link))
    t.same(people.map(({ searchParams }) => searchParams.get('usrTpCd')), ['TE', 'ST', 'TE', 'ST'])
    t.equal(new Set(people.map(({ origin }) => origin)).size, 2)
    t.equal(new Set(people.map(({ searchParams }) => searchParams.get('classCode'))).size, 1)
    for (const { origin, searchParams } of people) {
      const body = JSON.stringify(Object.fromEntries(searchParams))
      t.equal((await fetch(`${origin}/socket/join`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status, 200)
    }
    script.process.kill('SIGINT')
    t.equal(await script.exited, 0)
  })

  t.test('it ends, and says why, when it cannot start', async t => {
    const wrong = cluster(t, ['--pods', '1', '--port', '0'], { ...env(), LEAVE_GRACE_MS: 'soon' })
    t.equal(await wrong.exited, 1)
    t.match(wrong.errors(), /LEAVE_GRACE_MS: expected an integer/)

    const busy = createServer().listen(0, '127.0.0.1')
    t.teardown(() => busy.close())
    await once(busy, 'listening')
    const { port } = busy.address() as AddressInfo
    const taken = cluster(t, ['--pods', '1', '--port', String(port)], env())
    t.equal(await taken.exited, 1)
    t.match(taken.errors(), new RegExp(`^port ${port} is in use$`, 'm'))

    const dying = cluster(t, ['--pods', '1', '--port', '0'], { ...env(), HOST: '192.0.2.1' })
    t.equal(await dying.exited, 1)
    t.match(dying.errors(), /^a pod did not start: it ended \(code 1\)$/m)
    t.match(dying.errors(), /^pod 1 \| .*EADDRNOTAVAIL/m)
  })
}

t.test('it says when Kafka is away', async t => {
  const [port] = await freePorts(1)
  const script = cluster(t, ['--kafka', `127.0.0.1:${port}`, '--port', '0'])
  t.equal(await script.exited, 1)
  t.match(script.errors(), /ECONNREFUSED/)
  t.same(script.lines, [])
})
