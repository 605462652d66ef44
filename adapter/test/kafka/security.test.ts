import kafkajs, { Kafka, logLevel } from 'kafkajs'
import t from 'tap'
import { freePorts } from '../../../scripts/lib/ports.ts'
import { needsOwnKafka } from '../../../scripts/lib/test-needs.ts'
import { LogUnavailableError } from '../../src/errors.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { LogRecorder } from '../log-recorder.ts'
import { makeCertificate, PASSWORD } from './certificate.ts'
import { administer, kafkaClient, newTopic } from './kafka-fixture.ts'

const [port] = await freePorts(1)
const { properties, ca } = await makeCertificate(t)
const server = await needsOwnKafka(t, {
  properties: {
    listeners: `SASL_SSL://127.0.0.1:${port}`,
    ...properties,
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.sasl_ssl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_app="${PASSWORD}";`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS'
  }
})
if (server !== undefined) {
  const superUser = kafkaClient(server.brokers)
  const warnings: string[] = []
  const app = (password: string): Kafka => new Kafka({
    clientId: 'test',
    brokers: [`127.0.0.1:${port}`],
    ssl: { ca },
    sasl: { mechanism: 'plain', username: 'app', password },
    logLevel: logLevel.WARN,
    logCreator: () => ({ level, log }) => { if (level === logLevel.WARN) warnings.push(log.message) }
  })
  const topic = await newTopic(superUser)
  const other = await newTopic(superUser)
  await administer(superUser, admin => admin.createAcls({
    acl: [kafkajs.AclOperationTypes.READ, kafkajs.AclOperationTypes.WRITE].map(operation => ({
      resourceType: kafkajs.AclResourceTypes.TOPIC,
      resourceName: topic,
      resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
      principal: 'User:app',
      host: '*',
      operation,
      permissionType: kafkajs.AclPermissionTypes.ALLOW
    }))
  }))

  t.test('over TLS and SASL, reading and writing the topic is all that must be allowed', async t => {
    const log = new KafkaLog(app(PASSWORD), { topic })
    t.teardown(() => log.close())
    await log.open()
    t.match(warnings, [/the configuration of topic ".*" was not checked: DescribeConfigs is not authorized/])

    const recorder = new LogRecorder()
    log.follow(recorder).add(0, 0)
    t.same(await log.append(0, [Buffer.from('a')]), { offset: 0, index: 0 })
    await recorder.untilFrames(1)
    t.equal(await log.end(0), 1)
    for await (const { frames } of log.read(0, 0, 1)) t.same(frames.map(String), ['a'])
    t.same(recorder.errors, [])
  })

  t.test('what is not allowed, and a wrong password, are errors at once', async t => {
    for (const [kafka, options] of [[app(PASSWORD), { topic: other }], [app('wrong'), { topic }]] as const) {
      const log = new KafkaLog(kafka, options)
      t.teardown(() => log.close())
      const start = Date.now()
      await t.rejects(log.open(), LogUnavailableError)
      t.ok(Date.now() - start < 10_000)
      await t.rejects(log.open(), /[Aa]uth/)
    }
  })

  t.test('a reader that is not allowed says so', async t => {
    const log = new KafkaLog(app(PASSWORD), { topic })
    t.teardown(() => log.close())
    await log.open()
    await administer(superUser, admin => admin.deleteAcls({
      filters: [{
        resourceType: kafkajs.AclResourceTypes.TOPIC,
        resourceName: topic,
        resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
        principal: 'User:app',
        host: '*',
        operation: kafkajs.AclOperationTypes.READ,
        permissionType: kafkajs.AclPermissionTypes.ALLOW
      }]
    }))
    const recorder = new LogRecorder()
    log.follow(recorder).add(0, 0)
    await recorder.until(() => recorder.errors.length > 0, 'error')
    t.match(recorder.errors[0]!.message, /[Nn]ot authorized/)
    await t.rejects(log.read(0, 0, 1).next(), LogUnavailableError)
  })
}
