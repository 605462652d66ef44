import { LogUnavailableError } from '../errors.ts'
import { destroyConnection, tuneConnection } from './connection.ts'
import { FETCH_VERSION, decodeFetch, encodeFetch, type Fetched, type FetchLimits } from './fetch-codec.ts'
import {
  type Address, type Call, type ConnectionPool, type Internals, type RawBroker,
  apiKey, customCall, encodedRequest, protocolError, rawCall
} from './kafkajs.ts'
import { PRODUCE_VERSION, decodeProduce, encodeProduce, type Produced } from './produce-codec.ts'

export interface Metadata {
  brokers: (Address & { nodeId: number })[]
  topicMetadata: { topicErrorCode: number, partitionMetadata: { partitionId: number, leader: number }[] }[]
}

export interface BrokerOptions {
  /** After how long a connection that does not answer is cut, in ms. */
  socketTimeout: number
}

/** Times that {@link Broker.offsetAt} takes besides a time in ms. */
export const LATEST = -1
export const EARLIEST = -2

const READ_UNCOMMITTED = 0
const TOPIC_RESOURCE = 2

/**
 * The connections to one broker. They are used until anything fails, and then thrown away: what kafkajs keeps of a broken connection
 * (half an answer, listeners, locks) would spoil the next one.
 */
export class Broker {
  readonly #internals: Internals
  readonly #wanted: Address | undefined
  readonly #options: BrokerOptions
  #connecting: Promise<void> | undefined
  #pool: ConnectionPool | undefined
  #broker: RawBroker | undefined
  #closed = false

  constructor (internals: Internals, options: BrokerOptions, address?: Address) {
    this.#internals = internals
    this.#options = options
    this.#wanted = address
  }

  get usable (): boolean {
    return !this.#closed
  }

  /** Where it was connected to; the address of its choice when none was given. */
  get address (): Address | undefined {
    return this.#pool ?? this.#wanted
  }

  /** Idempotent. */
  connect (): Promise<void> {
    this.#connecting ??= this.#closeOnError(this.#connect())
    return this.#connecting
  }

  async #connect (): Promise<void> {
    const pool = await this.#internals.buildPool(this.#wanted)
    this.#pool = pool
    for (const connection of pool.pool) tuneConnection(connection, this.#options.socketTimeout, () => this.close())
    this.#broker = this.#internals.buildBroker(pool)
    if (this.#closed) throw closedError()
    await this.#broker.connect()
    this.#checkVersion('Produce', PRODUCE_VERSION)
    this.#checkVersion('Fetch', FETCH_VERSION)
  }

  close (): void {
    if (this.#closed) return
    this.#closed = true
    for (const connection of this.#pool?.pool ?? []) destroyConnection(connection)
  }

  /** Brokers of the cluster, and the leaders of the topic's partitions. */
  metadata (topic: string): Promise<Metadata> {
    return this.#send(broker => rawCall<Metadata>(broker, 'Metadata', { topics: [topic], allowAutoTopicCreation: false }))
  }

  /** Stores one batch per partition, in all replicas. Each partition has its own outcome. */
  produce (topic: string, batches: ReadonlyMap<number, Buffer>, timeout: number): Promise<Produced[]> {
    const request = encodedRequest('Produce', PRODUCE_VERSION, encodeProduce(topic, batches, timeout))
    return this.#send(() => customCall(request, decodeProduce, payload => payload.readInt32BE(payload.length - 4)))
  }

  /** Reads from the given offsets on. Each partition has its own outcome. */
  fetch (topic: string, offsets: ReadonlyMap<number, number>, limits: FetchLimits): Promise<Fetched[]> {
    const request = encodedRequest('Fetch', FETCH_VERSION, encodeFetch(topic, offsets, limits))
    return this.#send(() => customCall(request, decodeFetch, payload => payload.readInt32BE(0)))
  }

  /** Offset of the first record at or after `time` (or {@link EARLIEST}, {@link LATEST}); undefined when there is none. */
  async offsetAt (topic: string, partition: number, time: number): Promise<number | undefined> {
    interface Offsets { responses: { partitions: { errorCode: number, offset: string }[] }[] }
    const { responses } = await this.#send(broker => rawCall<Offsets>(broker, 'ListOffsets', {
      isolationLevel: READ_UNCOMMITTED, topics: [{ topic, partitions: [{ partition, timestamp: String(time) }] }]
    }))
    const { errorCode, offset } = responses[0]!.partitions[0]!
    if (errorCode !== 0) throw protocolError(errorCode)
    return Number(offset) < 0 ? undefined : Number(offset)
  }

  /** A number under which the broker recognises what this process has sent already. */
  async producerId (): Promise<number> {
    interface Identity { errorCode: number, producerId: string }
    const { errorCode, producerId } = await this.#send(broker => rawCall<Identity>(broker, 'InitProducerId', { transactionTimeout: 60_000 }))
    if (errorCode !== 0) throw protocolError(errorCode)
    return Number(producerId)
  }

  /** The topic's configuration, by name. */
  async topicConfig (topic: string): Promise<Map<string, string>> {
    interface Configs { resources: { errorCode: number, configEntries: { configName: string, configValue: string }[] }[] }
    const { resources } = await this.#send(broker => rawCall<Configs>(broker, 'DescribeConfigs', {
      resources: [{ type: TOPIC_RESOURCE, name: topic }]
    }))
    const { errorCode, configEntries } = resources[0]!
    if (errorCode !== 0) throw protocolError(errorCode)
    return new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]))
  }

  async #send<T> (call: (broker: RawBroker) => Call<T>): Promise<T> {
    await this.connect()
    if (this.#closed) throw closedError()
    return await this.#closeOnError(this.#pool!.send(call(this.#broker!)))
  }

  async #closeOnError<T> (work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      this.close()
      throw error
    }
  }

  #checkVersion (api: string, version: number): void {
    const served = this.#broker!.versions?.[apiKey(api)]
    if (served === undefined || served.minVersion > version || served.maxVersion < version) {
      throw new LogUnavailableError(`the broker does not serve version ${version} of ${api}: Apache Kafka 2.4 to 4.x is needed`)
    }
  }
}

function closedError (): LogUnavailableError {
  return new LogUnavailableError('the connection to the broker was closed')
}
