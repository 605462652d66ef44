import { Kafka, logLevel, type SASLOptions } from 'kafkajs'
import t from 'tap'
import { makeScratch, startGuarded } from '../../../scripts/lib/guard.ts'
import { findDistribution } from '../../../scripts/lib/kafka/distribution.ts'
import { freePorts } from '../../../scripts/lib/ports.ts'
import { needsOwnKafka } from '../../../scripts/lib/test-needs.ts'
import { Emitter, KafkaLog, LogUnavailableError } from '../../src/index.ts'
import { received, startCluster, startNode } from '../cluster.ts'
import { makeCertificate, PASSWORD } from './certificate.ts'
import { kafkaClient, newTopic } from './kafka-fixture.ts'

/** Creates a user, as an administrator does. */
async function addUser (name: string, broker: string): Promise<void> {
  const { java, classPath, via } = await findDistribution(() => {})
  const scratch = await makeScratch('scram')
  t.teardown(() => scratch.remove())
  const output: string[] = []
  const tool = await startGuarded([
    java, '-cp', classPath, 'kafka.admin.ConfigCommand', '--bootstrap-server', broker,
    '--alter', '--entity-type', 'users', '--entity-name', name, '--add-config', `SCRAM-SHA-512=[password=${PASSWORD}]`
  ], { scratch, via: via(scratch.path), log: line => output.push(line) })
  if (await tool.exited !== 0) throw new Error(output.join('\n'))
}

const [port] = await freePorts(1)
const { properties, ca } = await makeCertificate(t)
const server = await needsOwnKafka(t, {
  properties: {
    listeners: `SASL_SSL://127.0.0.1:${port}`,
    ...properties,
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
  }
})
if (server !== undefined) {
  const administrator = kafkaClient(server.brokers)
  const topic = await newTopic(administrator)
  await addUser('app', server.brokers[0]!)
  // A new object each time: kafkajs keeps in it how it authenticates.
  const sasl = (password = PASSWORD): SASLOptions => ({ mechanism: 'scram-sha-512', username: 'app', password })
  const client = (security: { ssl?: { ca: string }, sasl?: SASLOptions }) =>
    new Kafka({ clientId: 'test', brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING, ...security })

  t.test('nodes and emitters speak TLS and SCRAM-SHA-512', async t => {
    const kafka = () => client({ ssl: { ca }, sasl: sasl() })
    const nodes = await startCluster(t, () => new KafkaLog(kafka(), { topic }), 2)
    const clients = await Promise.all(nodes.map(node => node.connect()))
    const emitter = new Emitter(kafka(), { topic })
    t.teardown(() => emitter.close())
    for (const emit of [() => nodes[0]!.io.emit('test', 'node'), () => emitter.of('/').emit('test', 'emitter')]) {
      const arrived = clients.map(client => received(client, 'test'))
      emit()
      t.equal((await Promise.all(arrived)).length, 2)
    }
    for (const { errors } of nodes) t.same(errors, [])
  })

  t.test('the listener demands both', async t => {
    const attempts: Record<string, { ssl?: { ca: string }, sasl?: SASLOptions }> = {
      'no TLS': { sasl: sasl() },
      'a certificate of somebody else': { ssl: { ca: '' }, sasl: sasl() },
      'no SASL': { ssl: { ca } },
      'a wrong password': { ssl: { ca }, sasl: sasl('wrong') },
      'another mechanism': { ssl: { ca }, sasl: { mechanism: 'plain', username: 'app', password: PASSWORD } }
    }
    for (const [what, security] of Object.entries(attempts)) {
      const log = new KafkaLog(client(security), { topic, deliveryTimeout: 2_000 })
      await t.rejects(startNode(t, () => log), LogUnavailableError, what)
      await log.close()
    }
  })
}
