import { type Test } from 'tap'
import { browserPaths, findBrowser } from './browser.ts'
import { findPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'
import { S3UnavailableError, startS3, type S3Server } from './s3-server.ts'
import { givenBrokers, type KafkaOptions, type KafkaServer, KafkaUnavailableError, startKafka } from './kafka-server.ts'

/** Skips the test, or fails it where what it needs is required (`REQUIRE_KAFKA=1`, `REQUIRE_BROWSER=1`, `REQUIRE_POSTGRES=1`, `REQUIRE_S3=1`). */
function unmet (t: Test, need: 'KAFKA' | 'BROWSER' | 'POSTGRES' | 'S3', reason: string): undefined {
  if (process.env[`REQUIRE_${need}`] === '1') t.fail(reason)
  else t.plan(0, reason)
}

/**
 * A Kafka of the test's own, e.g. to stop its brokers. It ends with the test.
 * @returns undefined when there can be none: the test is then skipped, or has failed where Kafka is required, and must return.
 */
export async function needsOwnKafka (t: Test, options?: KafkaOptions): Promise<KafkaServer | undefined> {
  try {
    const kafka = await startKafka(options)
    t.teardown(() => kafka.stop())
    return kafka
  } catch (error) {
    if (error instanceof KafkaUnavailableError) return unmet(t, 'KAFKA', error.message)
    throw error
  }
}

/**
 * Addresses of the Kafka that all tests of a run share (KAFKA_BROKERS), or else of one that ends with this test.
 * @returns undefined when there can be none: the test is then skipped, or has failed where Kafka is required, and must return.
 */
export async function needsKafka (t: Test): Promise<string[] | undefined> {
  const given = givenBrokers()
  if (!given) return (await needsOwnKafka(t))?.brokers
  return given.length ? given : unmet(t, 'KAFKA', 'KAFKA_BROKERS is empty: this run is without Kafka')
}

/**
 * Path of a Chromium: CHROMIUM, or where systems install it.
 * @returns undefined when there is none: the test is then skipped, or has failed where a browser is required, and must return.
 */
export function needsBrowser (t: Test): string | undefined {
  return findBrowser() ?? unmet(t, 'BROWSER', `there is no browser at ${browserPaths().join(' or ')}`)
}

/**
 * A PostgreSQL of the test's own, empty. It ends with the test.
 * @returns undefined when there can be none: the test is then skipped, or has failed where PostgreSQL is required, and must return.
 */
export async function needsPostgres (t: Test): Promise<PostgresServer | undefined> {
  const programs = findPostgres()
  if (!programs) return unmet(t, 'POSTGRES', 'PostgreSQL is not installed (Debian: apt-get install postgresql)')
  const server = await startPostgres(programs)
  t.teardown(() => server.remove())
  return server
}

/**
 * A service of the test's own that speaks S3, with an empty bucket. It ends with the test.
 * @returns undefined when there can be none: the test is then skipped, or has failed where S3 is required, and must return.
 */
export async function needsS3 (t: Test): Promise<S3Server | undefined> {
  try {
    const server = await startS3()
    t.teardown(() => server.stop())
    return server
  } catch (error) {
    if (error instanceof S3UnavailableError) return unmet(t, 'S3', error.message)
    throw error
  }
}
