import { existsSync } from 'node:fs'
import t, { type Test } from 'tap'
import { describeCluster } from '../../lib/kafka/metadata.ts'
import { needsBrowser, needsKafka } from '../../lib/test-needs.ts'
import { startScript } from '../helpers.ts'

/** Runs a test file that needs both with the given environment. */
async function outcome (t: Test, env: NodeJS.ProcessEnv): Promise<{ code: number | null, output: string }> {
  const script = startScript(t, 'scripts/test/fixtures/needs.ts', [], { env: { REQUIRE_KAFKA: '', REQUIRE_BROWSER: '', ...env } })
  return { code: await script.exited, output: script.lines.join('\n') }
}

t.test('a Kafka that answers', async t => {
  const brokers = await needsKafka(t)
  if (brokers) t.ok((await describeCluster(brokers[0]!)).ids.length)
})

t.test('a browser that exists', async t => {
  const path = needsBrowser(t)
  if (path) t.ok(existsSync(path))
})

t.test('what the environment names is taken', async t => {
  const { code, output } = await outcome(t, { KAFKA_BROKERS: 'one:1,two:2', CHROMIUM: process.execPath })
  t.equal(code, 0)
  t.match(output, 'ok 1 - brokers one:1,two:2')
  t.match(output, `ok 1 - browser ${process.execPath}`)
})

t.test('what is missing skips the test and says why', async t => {
  const { code, output } = await outcome(t, { KAFKA_BROKERS: '', CHROMIUM: '/nowhere/chromium' })
  t.equal(code, 0)
  t.match(output, /ok 1 - kafka # SKIP KAFKA_BROKERS is empty/)
  t.match(output, /ok 2 - browser # SKIP there is no browser at \/nowhere\/chromium/)
})

t.test('what is missing fails the test where it is required', async t => {
  const { code, output } = await outcome(t, { KAFKA_BROKERS: '', CHROMIUM: '/nowhere/chromium', REQUIRE_KAFKA: '1', REQUIRE_BROWSER: '1' })
  t.equal(code, 1)
  t.match(output, /not ok 1 - KAFKA_BROKERS is empty/)
  t.match(output, /not ok 1 - there is no browser/)
})
