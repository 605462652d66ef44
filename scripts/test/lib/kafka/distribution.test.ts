import t from 'tap'
import { findDistribution, KafkaUnavailableError } from '../../../lib/kafka/distribution.ts'

t.test('where nothing can run Kafka, the error says what is missing and what to install', async t => {
  const { PATH, JAVA_HOME } = process.env
  t.teardown(() => Object.assign(process.env, { PATH }, JAVA_HOME && { JAVA_HOME }))
  process.env.PATH = t.testdir()
  delete process.env.JAVA_HOME
  const error = await findDistribution(t.fail).catch((error: unknown) => error)
  t.type(error, KafkaUnavailableError)
  t.match(error, { message: /java.*docker.*apt-get install default-jre-headless maven.*KAFKA_BROKERS/ })
})
