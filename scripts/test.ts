import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { availableParallelism, constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeScratch } from './lib/guard.ts'
import { givenBrokers, type KafkaServer, KafkaUnavailableError, startKafka } from './lib/kafka-server.ts'
import { describeCluster } from './lib/kafka/metadata.ts'
import { onStopRequest } from './lib/process.ts'
import { readTally, type Tally, tallyLine } from './lib/tap-tally.ts'

const TAP = fileURLToPath(import.meta.resolve('tap/package.json')).replace('package.json', 'dist/esm/run.mjs')
/** Most tests wait, for Kafka or a browser, rather than compute. */
const JOBS = availableParallelism() + 1
const STOP_GRACE = 3_000

/** One Kafka for all test files, unless KAFKA_BROKERS names one already; undefined then, or when there can be none. */
async function shareKafka (): Promise<KafkaServer | undefined> {
  const given = givenBrokers()
  try {
    if (given?.length === 0) throw new KafkaUnavailableError('KAFKA_BROKERS is empty.')
    if (given) {
      await Promise.all(given.map(describeCluster))
      return
    }
    const kafka = await startKafka({ log: line => console.error(line) })
    process.env.KAFKA_BROKERS = kafka.brokers.join()
    return kafka
  } catch (error) {
    if (!(error instanceof KafkaUnavailableError) || process.env.REQUIRE_KAFKA === '1') throw error
    console.error(`\n*** Tests that need Kafka are SKIPPED: ${error.message} ***\n`)
    process.env.KAFKA_BROKERS = ''
  }
}

/** Runs tap; resolves with its exit code. When the run is to end, tap and all test processes end, those that go on regardless by force. */
async function runTap (args: string[]): Promise<number> {
  const tap = spawn(process.execPath, [TAP, ...args], {
    stdio: 'inherit',
    detached: true, // it leads a process group
    env: { ...process.env, CI: 'false' } // where CI is set, tap's reporters do not say what failed
  })
  let ended = false
  const kill = (signal: NodeJS.Signals): void => { if (!ended) process.kill(-tap.pid!, signal) }
  onStopRequest(() => {
    kill('SIGTERM')
    setTimeout(kill, STOP_GRACE, 'SIGKILL').unref()
  })
  const [code, signal] = await once(tap, 'exit') as [number | null, NodeJS.Signals]
  ended = true
  return code ?? 128 + constants.signals[signal]
}

/** Runs the tests; resolves with their exit code and count. */
async function run (): Promise<[number, Tally]> {
  const kafka = await shareKafka()
  const scratch = await makeScratch('tap')
  try {
    const report = join(scratch.path, 'report.tap')
    const reporter = process.stdout.isTTY ? 'base' : 'min'
    const code = await runTap([`--jobs=${JOBS}`, `--reporter=${reporter}`, `--output-file=${report}`, ...process.argv.slice(2)])
    return [code, readTally(await readFile(report, 'utf8').catch(() => ''), code)]
  } finally {
    await Promise.all([scratch.remove(), kafka?.stop()])
  }
}

const [code, tally] = await run().catch((error: unknown): [number, Tally] => {
  console.error(error instanceof Error ? error.message : error)
  return [1, { passed: 0, failed: 1, skipped: 0 }]
})
console.log(`\n${tallyLine(tally)}`) // on a line of its own: tap leaves a control sequence without an end of line
process.exitCode = code
