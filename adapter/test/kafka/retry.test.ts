import kafkajs from 'kafkajs'
import t from 'tap'
import { LogGapError, LogUnavailableError, NodeClosedError } from '../../src/errors.ts'
import { backoff, retry, unavailable } from '../../src/kafka/retry.ts'

const { signal } = new AbortController()

t.test('the delay grows, but not for long', async t => {
  const middle = [50, 75, 112.5, 168.75, 253.125, 379.6875, 500, 500]
  for (const [i, delay] of middle.entries()) {
    const found = backoff(i + 1)
    t.ok(found >= delay * 0.8 && found <= delay * 1.2, `${found}`)
  }
})

t.test('it goes on until it succeeds', async t => {
  let attempts = 0
  t.equal(await retry(async () => {
    if (++attempts < 3) throw new Error('not yet')
    return attempts
  }, 10_000, signal), 3)
})

t.test('it ends in time, and says what was wrong', async t => {
  const start = Date.now()
  await t.rejects(retry(async () => { throw new Error('away') }, 300, signal), new LogUnavailableError('Kafka does not answer: away'))
  t.ok(Date.now() - start <= 400)
})

t.test('what a repetition cannot cure ends it at once', async t => {
  for (const error of [new LogGapError('gone'), new kafkajs.KafkaJSNonRetriableError('wrong password')]) {
    let attempts = 0
    await t.rejects(retry(async () => {
      attempts++
      throw error
    }, 10_000, signal), error instanceof LogGapError ? LogGapError : LogUnavailableError)
    t.equal(attempts, 1)
  }
})

t.test('it can be ended from outside', async t => {
  const controller = new AbortController()
  const ended = t.rejects(retry(async () => { throw new Error('away') }, 60_000, controller.signal), NodeClosedError)
  controller.abort()
  await ended
})

t.test('errors keep their cause', async t => {
  const cause = new Error('below')
  t.equal(unavailable(cause).cause, cause)
  t.match(unavailable('text').message, /text/)
  const same = new LogUnavailableError('x')
  t.equal(unavailable(same), same)
})
