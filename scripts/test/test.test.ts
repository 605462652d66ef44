import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { describeCluster } from '../lib/kafka/metadata.ts'
import { needsKafka } from '../lib/test-needs.ts'
import { type Running, startScript, until } from './helpers.ts'

/** Runs the test runner in a project with the given test file. */
function runTests (t: Test, test: string, env: NodeJS.ProcessEnv): { script: Running, directory: string } {
  const directory = t.testdir({
    'package.json': '{ "type": "module" }',
    '.taprc': 'disable-coverage: true\n',
    'some.test.js': `import t from 'tap'\nimport { writeFileSync } from 'node:fs'\n${test}`
  })
  return { directory, script: startScript(t, 'scripts/test.ts', ['some.test.js'], { cwd: directory, env: { REQUIRE_KAFKA: '', ...env } }) }
}

t.test('the last line counts what passed, failed and was skipped; the exit code is that of tap', async t => {
  const { script } = runTests(t, `
    t.test('passes', async t => { t.ok(1); t.ok(2) })
    t.test('fails', async t => { t.equal(1, 2) })
    t.test('later', { skip: 'not now' }, async () => {})`, { KAFKA_BROKERS: '' })
  t.equal(await script.exited, 1)
  t.equal(script.lines.at(-1), '2 passed, 1 failed, 1 skipped')
  t.match(script.lines.join('\n'), /fails > should be equal/, 'and a report says what failed')
  t.match(script.errors(), /Tests that need Kafka are SKIPPED/)
})

t.test('the tests get one Kafka, which ends with the run', async t => {
  if (!await needsKafka(t)) return
  const { script, directory } = runTests(t, `
    writeFileSync('brokers', process.env.KAFKA_BROKERS)
    t.match(process.env.KAFKA_BROKERS, /^127.0.0.1:/)`, { KAFKA_BROKERS: undefined })
  t.equal(await script.exited, 0)
  t.equal(script.lines.at(-1), '1 passed, 0 failed')
  await t.rejects(describeCluster(readFileSync(join(directory, 'brokers'), 'utf8')))
})

t.test('a signal ends the tests, then Kafka', async t => {
  if (!await needsKafka(t)) return
  const { script, directory } = runTests(t, `
    writeFileSync('brokers', process.env.KAFKA_BROKERS)
    await new Promise(() => setInterval(() => {}, 1000))`, { KAFKA_BROKERS: undefined })
  const file = join(directory, 'brokers')
  await until(() => existsSync(file))
  const broker = readFileSync(file, 'utf8')
  await describeCluster(broker)
  script.process.kill('SIGTERM')
  t.not(await script.exited, 0)
  t.match(script.lines.at(-1), /^\d+ passed, [1-9]\d* failed/)
  await t.rejects(describeCluster(broker))
})

t.test('where Kafka is required and cannot be had, the run fails', async t => {
  const { script } = runTests(t, 't.pass()', { KAFKA_BROKERS: '', REQUIRE_KAFKA: '1' })
  t.equal(await script.exited, 1)
  t.equal(script.lines.at(-1), '0 passed, 1 failed')
  t.match(script.errors(), /KAFKA_BROKERS is empty/)
})
