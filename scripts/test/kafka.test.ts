import { readdir } from 'node:fs/promises'
import t from 'tap'
import { describeCluster } from '../lib/kafka/metadata.ts'
import { freePorts } from '../lib/ports.ts'
import { needsKafka } from '../lib/test-needs.ts'
import { isAlive, ROOT, start, startScript, until } from './helpers.ts'

interface Report { brokers: string[], pids: number[] }

const shared = await needsKafka(t)
if (shared) {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    t.test(`nothing stays behind after ${signal} to the npm that runs it`, async t => {
      const cwd = t.testdir({ 'package.json': JSON.stringify({ scripts: { kafka: `exec node --import tsx ${ROOT}/scripts/kafka.ts` } }) })
      const npm = start(t, 'npm', ['run', '--silent', 'kafka', '--', '--json'], { cwd, env: { KAFKA_BROKERS: '' } })
      const { brokers, pids } = await npm.json() as Report
      t.ok((await describeCluster(brokers[0]!)).ids.length)
      npm.process.kill(signal)
      t.equal(await npm.exited, signal === 'SIGTERM' ? 0 : null)
      await until(() => !pids.some(isAlive))
      t.pass('the broker is gone')
    })
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    t.test(`runs until ${signal}, and nothing stays behind`, async t => {
      const TMPDIR = t.testdir()
      const data = async (): Promise<string[]> => (await readdir(TMPDIR)).filter(name => name.startsWith('kafka-'))
      const [port] = await freePorts(1)
      const script = startScript(t, 'scripts/kafka.ts', ['--json', '--port', String(port)], { env: { KAFKA_BROKERS: '', TMPDIR } })
      const { brokers, pids } = await script.json() as Report
      t.same(brokers, [`127.0.0.1:${port}`])
      t.ok((await describeCluster(brokers[0]!)).ids.length)
      t.equal((await data()).length, 1)

      script.process.kill(signal)
      if (signal === 'SIGKILL') {
        await until(() => !pids.some(isAlive))
        await until(async () => (await data()).length === 0)
      }
      t.equal(await script.exited, signal === 'SIGKILL' ? null : 0)
      t.notOk(pids.some(isAlive))
      t.same(await data(), [])
    })
  }

  t.test('with KAFKA_BROKERS it starts nothing but checks that they answer', async t => {
    const env = { KAFKA_BROKERS: shared.join() }
    const answering = startScript(t, 'scripts/kafka.ts', ['--json'], { env })
    t.same(await answering.json(), { brokers: shared, pids: [] })
    t.equal(await answering.exited, 0)

    const text = startScript(t, 'scripts/kafka.ts', [], { env })
    t.equal(await text.exited, 0)
    t.ok(text.lines.some(line => line.trim() === `KAFKA_BROKERS=${shared.join()}`))

    const [port] = await freePorts(1)
    const silent = startScript(t, 'scripts/kafka.ts', ['--json'], { env: { KAFKA_BROKERS: `127.0.0.1:${port}` } })
    t.not(await silent.exited, 0)
    t.same(silent.lines, [])
  })
}
