import t from 'tap'
import { type Config, loadConfig } from '../../server/src/config.ts'
import { imageEnvironment } from './dockerfile.ts'
import { containers, environment, render } from './manifests.ts'

// Variables of Node.js itself.
const ours = (name: string) => name !== 'NODE_OPTIONS'

const manifests = await render(t, 'k8s/base')

for (const { pod, container } of containers(manifests ?? [])) {
  const variables = Object.entries({ ...imageEnvironment('Dockerfile'), ...environment(manifests ?? [], container) }).filter(([name]) => ours(name))
  // The secrets of the cluster are not here: files of the same names stand in for them.
  const secrets = t.testdir({ 'kafka-password': 'secret', 'kafka-ca.crt': 'certificate', 'ticket-secrets': `a:${'k'.repeat(32)}`, 'database-url': 'postgres://db', 's3-access-key-id': 'id', 's3-secret-access-key': 'key' })
  const mount = container.volumeMounts?.find(({ name }) => name === 'secrets')?.mountPath ?? ''
  const env = Object.fromEntries(variables.map(([name, value]) => [name, name.endsWith('_FILE') ? value.replace(mount, secrets) : value]))
  const config: Config = loadConfig(env)

  t.test('the server knows every variable that it is given', async t => {
    for (const name of Object.keys(env)) t.ok(name.replace(/_FILE$/, '') in config, name)
  })

  t.test('the server listens where the pod says', async t => {
    t.equal(config.HOST, '0.0.0.0')
    t.strictSame(container.ports?.map(({ name, containerPort }) => [name, containerPort]), [['http', config.PORT], ['internal', config.INTERNAL_PORT]])
  })

  t.test('several pods share one Kafka, which they trust and which knows them', async t => {
    t.match(config, { MODE: 'kafka', KAFKA_TLS: true, KAFKA_TLS_CA: 'certificate', KAFKA_PASSWORD: 'secret' })
    t.not(config.KAFKA_SASL_MECHANISM, 'none')
  })

  t.test('several pods share their records and their files', async t => {
    t.match(config, { DATABASE_URL: /^postgres:/, S3_BUCKET: /./, AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' })
  })

  t.test('a pod has time to send its clients away and to finish', async t => {
    const sleep = container.lifecycle?.preStop?.sleep?.seconds ?? 0
    t.ok(sleep >= 5, 'routers hear of it before the drain starts')
    const drain = (config.DRAIN_DELAY_MS + config.DRAIN_WINDOW_MS) / 1000
    t.ok(sleep + drain + 30 <= (pod.terminationGracePeriodSeconds ?? 0), 'the grace covers preStop, drain and 30 s')
  })
}
