import { Kafka, logLevel } from 'kafkajs'
import { KafkaLog } from 'socket.io-kafka-adapter'
import { loadConfig } from '../../../server/src/config.ts'
import { type KafkaServer, startKafka } from '../kafka-server.ts'
import { freePorts, isFree } from '../ports.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../postgres-server.ts'
import { type LineLog, mergeLogs } from './merged-log.ts'
import { type Pod, startPod } from './pod.ts'
import { buildPopup } from './popup.ts'

export interface ClusterOptions {
  /**
   * Number of pods.
   * @default 3
   */
  pods?: number
  /**
   * Port of the first pod; the others take the following ones. 0: free ones.
   * @default 0
   */
  port?: number
  /** Addresses of the brokers to use, `host:port`. Default: a Kafka of the cluster's own. */
  kafka?: string[] | undefined
  /**
   * Where records are kept: `postgres://...`, or `none`. Default: what DATABASE_URL says, else a PostgreSQL of the cluster's own where it
   * is installed.
   */
  database?: string | undefined
  /**
   * Whether a pod that ended by itself is started again, on the same port.
   * @default false
   */
  restart?: boolean
  /**
   * Environment of the pods; what makes them a cluster is added.
   * @default process.env
   */
  env?: NodeJS.ProcessEnv
  /**
   * Where all that Kafka and the pods say goes.
   * @default process.stderr
   */
  out?: Parameters<typeof mergeLogs>[0]
}

/** Several pods, their Kafka and their database on this machine. They do not outlive this process, whatever way that ends. */
export interface Cluster {
  readonly pods: readonly Pod[]
  /** Addresses of the brokers. */
  readonly kafka: string[]
  /** Where records are kept; `none`: nowhere. */
  readonly database: string
  /** Ends everything. */
  stop (): Promise<void>
}

/**
 * Starts a cluster, and builds the popup if needed; resolves when every pod takes clients.
 * @throws {Error} when a port is taken, Kafka cannot be had, or a pod does not start.
 */
export async function startCluster (options: ClusterOptions = {}): Promise<Cluster> {
  const { pods: count = 3, port = 0, kafka: given, restart = false, env = process.env, out = process.stderr } = options
  const { KAFKA_TOPIC: topic, KAFKA_PARTITIONS: partitions, DATABASE_URL } = loadConfig(env)
  const givenDatabase = options.database || DATABASE_URL
  const log = mergeLogs(out)
  const ports = port ? Array.from({ length: count }, (_, i) => port + i) : await freePorts(count)
  for (const each of ports) if (!await isFree(each)) throw new Error(`port ${each} is in use`)
  await buildPopup(log('build'))

  // Beside Kafka, which takes as long.
  const starting = givenDatabase ? undefined : startRecords(log('records'))
  starting?.catch(() => {}) // it is awaited later
  let own: KafkaServer | undefined
  let pods: Pod[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(pods.map(pod => pod.stop()))
    await Promise.all([own?.stop(), starting?.then(server => server?.remove(), () => {})])
  }
  try {
    own = given ? undefined : await startKafka({ log: log('kafka') })
    const kafka = given ?? own!.brokers
    const database = givenDatabase || (await starting)?.url || 'none'
    const client = new Kafka({ clientId: 'cluster', brokers: kafka, logLevel: logLevel.NOTHING, retry: { retries: 2 } })
    await KafkaLog.createTopic(client, { topic, partitions })
    const internalPorts = await freePorts(count)
    const podEnv = { ...env, MODE: 'kafka', KAFKA_BROKERS: kafka.join(), DATABASE_URL: database, DATABASE_URL_FILE: undefined }
    pods = ports.map((each, i) => startPod({ port: each, internalPort: internalPorts[i]!, restart, env: podEnv, log: log(`pod ${i + 1}`) }))
    await Promise.all(pods.map(({ ready }) => ready))
    return { pods, kafka, database, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Records that are gone with the cluster, as its Kafka is. */
async function startRecords (log: LineLog): Promise<PostgresServer | undefined> {
  const programs = findPostgres()
  if (programs) return await startPostgres(programs)
  log('PostgreSQL is not installed, and no database was named: nothing is recorded')
}
