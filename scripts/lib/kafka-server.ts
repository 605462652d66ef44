import { randomBytes } from 'node:crypto'
import { makeScratch } from './guard.ts'
import { Broker } from './kafka/broker.ts'
import { findDistribution } from './kafka/distribution.ts'
import { type KafkaNode, nodeProperties, type Properties } from './kafka/properties.ts'
import { freePorts, isFree } from './ports.ts'

export { KafkaUnavailableError } from './kafka/distribution.ts'
export { KAFKA_VERSION } from './kafka/jars.ts'

export interface KafkaOptions {
  /**
   * Number of brokers; each one is a controller too.
   * @default 1
   */
  brokers?: number
  /**
   * Port of the first broker; the others take the following ones. 0: free ones.
   * @default 0
   */
  port?: number
  /** More properties for each broker; `listeners` are added to the plain one, e.g. `SASL_SSL://127.0.0.1:9095` (one broker only). */
  properties?: Properties
  /** Gets what the brokers report, errors alone, line by line. */
  log?: (line: string) => void
}

/** A running Apache Kafka on the loopback interface. It does not outlive this process, whatever way that ends. */
export interface KafkaServer {
  /** Addresses of the brokers, `host:port`. */
  readonly brokers: string[]
  /** Process ids of the brokers. */
  readonly pids: number[]
  /** Kills broker `i` (from 0 on) with SIGKILL; resolves when it is gone. */
  kill (i: number): Promise<void>
  /** Lets broker `i` shut down in order (SIGTERM); resolves when it has ended. */
  stopBroker (i: number): Promise<void>
  /** Starts broker `i` again, on the same port and data; resolves when it answers. */
  startBroker (i: number): Promise<void>
  /** Ends all brokers and removes their data. Idempotent. */
  stop (): Promise<void>
}

/** The brokers that KAFKA_BROKERS names; undefined when it is not set. */
export function givenBrokers (): string[] | undefined {
  return process.env.KAFKA_BROKERS?.split(',').filter(Boolean)
}

/**
 * Starts Apache Kafka; resolves when every broker answers and knows the others. All data is in a temporary directory.
 * @throws {KafkaUnavailableError} when this machine has no means to run it.
 * @throws {Error} when a port is taken or a broker does not start; the message has its last words.
 */
export async function startKafka ({ brokers: count = 1, port = 0, properties, log = () => {} }: KafkaOptions = {}): Promise<KafkaServer> {
  const wanted = port ? Array.from({ length: count }, (_, i) => port + i) : []
  for (const each of wanted) if (!await isFree(each)) throw new Error(`port ${each} is in use`)
  const ports = [...new Set([...wanted, ...await freePorts(2 * count)])]

  const distribution = await findDistribution(log)
  const scratch = await makeScratch('kafka')
  const nodes = Array.from({ length: count }, (_, i): KafkaNode => (
    { id: i + 1, port: ports[i]!, controllerPort: ports[count + i]!, directory: `${scratch.path}/${i + 1}` }))
  const clusterId = `K${randomBytes(16).toString('base64url').slice(1)}` // a leading '-' would be taken for an option
  const brokers = nodes.map(node => new Broker(
    { node, properties: nodeProperties(node, nodes, properties), clusterId, distribution, scratch, log }))

  const broker = (i: number): Broker => {
    if (!brokers[i]) throw new RangeError(`there is no broker ${i}`)
    return brokers[i]
  }
  const runningIds = (): number[] => brokers.filter(({ running }) => running).map(({ id }) => id)
  const stop = async (): Promise<void> => {
    await Promise.all(brokers.map(each => each.end('KILL')))
    await scratch.remove()
  }

  try {
    await Promise.all(brokers.map(async each => {
      await each.format()
      await each.start(nodes.map(({ id }) => id))
    }))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    brokers: brokers.map(({ address }) => address),
    get pids () { return brokers.map(({ pid }) => pid) },
    kill: i => broker(i).end('KILL'),
    stopBroker: i => broker(i).end('TERM'),
    startBroker: i => broker(i).start([...runningIds(), broker(i).id]),
    stop
  }
}
