import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { isFree } from '../lib/ports.ts'
import { findPostgres } from '../lib/postgres-server.ts'
import { needsKafka } from '../lib/test-needs.ts'
import { isAlive, ROOT, type Running, start, until } from './helpers.ts'

interface Report { pods: Array<{ url: string, internal: string, pid: number }>, kafka: string[], database: string }

const flags = ['--import', 'tsx', '--conditions=@classroom-popup/source', 'scripts/cluster.ts']
const cluster = (t: Test, args: string[], env: NodeJS.ProcessEnv = {}): Running => start(t, process.execPath, [...flags, '--pods', '2', '--port', '0', ...args], { env })
const killed = /^pod 1 \| process \d+ ended \(SIGKILL\)$/m

async function join (url: string, user: object): Promise<number> {
  return (await fetch(new URL('/socket/join', url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(user) })).status
}

t.setTimeout(240_000) // it starts many processes
const brokers = await needsKafka(t)
if (brokers) {
  t.test('with --restart a killed pod comes back on its port; SIGTERM ends everything', async t => {
    const env = { KAFKA_BROKERS: 'not.used:1', KAFKA_TOPIC: `test-${randomUUID()}`, KAFKA_PARTITIONS: '2', TICKET_SECRETS: 'k:secret' }
    const script = cluster(t, ['--json', '--restart', '--kafka', brokers.join(), '--database', 'none'], env)
    const { pods, kafka, database } = await script.json() as Report
    t.same(kafka, brokers)
    t.equal(database, 'none')
    for (const { url, internal } of pods) {
      t.equal((await fetch(`${internal}/readyz`)).status, 200)
      t.match(await (await fetch(url, { headers: { accept: 'text/html' } })).text(), /<div id="app">/, 'the popup is there')
      t.equal(await join(url, {}), 403, 'the environment reaches the pods')
    }

    const [first, second] = pods
    process.kill(first!.pid, 'SIGKILL')
    await until(() => /^pod 1 \| is back as process \d+$/m.test(script.errors()))
    t.match(script.errors(), killed)
    const pid = Number(/is back as process (\d+)/.exec(script.errors())![1])
    t.not(pid, first!.pid)
    t.equal((await fetch(`${first!.internal}/readyz`)).status, 200)
    t.equal(await join(first!.url, {}), 403)
    t.ok(isAlive(second!.pid))

    script.process.kill('SIGTERM')
    t.equal(await script.exited, 0)
    t.same([first!.pid, second!.pid, pid].filter(isAlive), [])
    t.equal(script.lines.length, 1, 'the log is on stderr')
    t.match(script.errors(), /^pod 2 \| \[.*\] INFO: ready/m, 'the log can be read')
  })

  t.test('it prints links, goes on when a pod dies, and leaves nothing behind when the npm that runs it is killed', async t => {
    const cwd = t.testdir({ 'package.json': JSON.stringify({ scripts: { cluster: `exec node ${flags.slice(0, 3).join(' ')} ${ROOT}/scripts/cluster.ts` } }) })
    const npm = start(t, 'npm', ['run', '--silent', 'cluster', '--', '--pods', '2', '--port', '0'], { cwd, env: { KAFKA_BROKERS: '', DATABASE_URL: '' } })
    await until(() => npm.lines.filter(line => line.includes('usrTpCd=ST')).length === 2)
    const text = npm.lines.join('\n')
    const links = text.match(/http:\S+\/\?\S+/g)!.map(link => new URL(link))
    t.same(links.map(({ searchParams }) => searchParams.get('usrTpCd')), ['TE', 'ST', 'TE', 'ST'])
    t.same(new Set(links.map(({ origin }) => origin)).size, 2)
    t.equal(new Set(links.map(({ searchParams }) => searchParams.get('classCode'))).size, 1)
    const [, database = ''] = /^Records {2}(.+)$/m.exec(text)!
    t.match(database, findPostgres() ? /^postgres:/ : /^none$/)
    for (const { origin, searchParams } of links) t.equal(await join(origin, Object.fromEntries(searchParams)), 200)

    const [first, second] = [...text.matchAll(/process (\d+)/g)].map(([, pid]) => Number(pid)) as [number, number]
    process.kill(first, 'SIGKILL')
    await until(() => killed.test(npm.errors()))
    t.equal(await join(links[2]!.origin, Object.fromEntries(links[2]!.searchParams)), 200)
    t.same([first, second].filter(isAlive), [second])

    npm.process.kill('SIGKILL')
    await until(() => !isAlive(second))
    const [, kafkaPort] = /^Kafka {2}127\.0\.0\.1:(\d+)$/m.exec(text)!
    await until(() => isFree(Number(kafkaPort)))
    t.pass('its Kafka is gone, too')
    if (database !== 'none') await until(() => isFree(Number(new URL(database).port)))
  })
}

t.test('it ends with 1, and says why, when it cannot start', async t => {
  const wrong = cluster(t, ['--json'], { LEAVE_GRACE_MS: 'soon' })
  t.equal(await wrong.exited, 1)
  t.match(wrong.errors(), /LEAVE_GRACE_MS: expected an integer/)
  t.same(wrong.lines, [])
})
