import { existsSync } from 'node:fs'
import { type Test } from 'tap'
import { givenBrokers, type KafkaOptions, type KafkaServer, KafkaUnavailableError, startKafka } from './kafka-server.ts'

/** Skips the test, or fails it where what it needs is required (`REQUIRE_KAFKA=1`, `REQUIRE_BROWSER=1`). */
function unmet (t: Test, need: 'KAFKA' | 'BROWSER', reason: string): undefined {
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
  const names = process.env.CHROMIUM ? [process.env.CHROMIUM] : ['chromium', 'chromium-browser', 'google-chrome'].map(name => `/usr/bin/${name}`)
  return names.find(existsSync) ?? unmet(t, 'BROWSER', `there is no browser at ${names.join(' or ')}`)
}
