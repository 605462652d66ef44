import { type Kafka } from 'kafkajs'
import { LogUnavailableError } from '../errors.ts'
import { Broker, type BrokerOptions } from './broker.ts'
import { type Address, type Internals, internalsOf, protocolError } from './kafkajs.ts'

/** Leader of a partition that has none at the moment. */
export const NO_LEADER = -1

const UNKNOWN_TOPIC_OR_PARTITION = 3

/** Which broker leads which partition of a topic, and the connections to the brokers. */
export class Cluster {
  readonly topic: string
  readonly #internals: Internals
  readonly #options: BrokerOptions
  readonly #brokers = new Map<number, Broker>()
  readonly #addresses = new Map<number, Address>()
  #leaders: readonly number[] = []
  #refreshing: Promise<void> | undefined
  #seed: Broker | undefined
  #closed = false

  /** @throws {OptionError} when `kafka` is not a client of the supported version */
  constructor (kafka: Kafka, topic: string, options: BrokerOptions) {
    this.topic = topic
    this.#internals = internalsOf(kafka)
    this.#options = options
  }

  /** Number of partitions as of the last {@link refresh}; 0 when there is no such topic. */
  get partitions (): number {
    return this.#leaders.length
  }

  /** Where the brokers can be reached, for messages. */
  get addresses (): string {
    return Array.from(this.#addresses.values(), ({ host, port }) => `${host}:${port}`).join(',')
  }

  leader (partition: number): number {
    return this.#leaders[partition] ?? NO_LEADER
  }

  /** The connected broker. What fails here was not sent. */
  async broker (nodeId: number): Promise<Broker> {
    let broker = this.#brokers.get(nodeId)
    if (!broker?.usable) {
      const address = this.#addresses.get(nodeId)
      if (address === undefined) throw new LogUnavailableError('the partition has no leader at the moment')
      broker = this.#newBroker(address)
      this.#brokers.set(nodeId, broker)
    }
    await broker.connect()
    return broker
  }

  leaderOf (partition: number): Promise<Broker> {
    return this.broker(this.leader(partition))
  }

  /** Asks who leads what. Calls at the same time share one request. */
  refresh (): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => { this.#refreshing = undefined })
    return this.#refreshing
  }

  close (): void {
    this.#closed = true
    this.#seed?.close()
    for (const broker of this.#brokers.values()) broker.close()
  }

  async #refresh (): Promise<void> {
    const asked = await this.#anyBroker()
    try {
      const { brokers, topicMetadata: [topic] } = await asked.metadata(this.topic)
      this.#takeBrokers(brokers)
      const errorCode = topic?.topicErrorCode ?? UNKNOWN_TOPIC_OR_PARTITION
      if (errorCode !== 0 && errorCode !== UNKNOWN_TOPIC_OR_PARTITION) throw protocolError(errorCode)
      const leaders: number[] = []
      for (const { partitionId, leader } of topic?.partitionMetadata ?? []) leaders[partitionId] = leader
      this.#leaders = leaders
    } finally {
      this.#adopt(asked)
    }
  }

  /** Any broker that is known, else one of the user's list. Not always the same one: it may be cut off from the others, and know nothing new. */
  async #anyBroker (): Promise<Broker> {
    const known = Array.from(this.#addresses.keys(), nodeId => ({ nodeId, rank: Math.random() })).sort((a, b) => a.rank - b.rank)
    for (const { nodeId } of known) {
      try {
        return await this.broker(nodeId)
      } catch {
        // the next one
      }
    }
    this.#seed = this.#newBroker()
    await this.#seed.connect()
    return this.#seed
  }

  #newBroker (address?: Address): Broker {
    if (this.#closed) throw new LogUnavailableError('the log is closed')
    return new Broker(this.#internals, this.#options, address)
  }

  #takeBrokers (brokers: readonly (Address & { nodeId: number })[]): void {
    this.#addresses.clear()
    for (const { nodeId, host, port } of brokers) this.#addresses.set(nodeId, { host, port })
    for (const [nodeId, broker] of this.#brokers) {
      if (isSame(broker.address, this.#addresses.get(nodeId))) continue
      this.#brokers.delete(nodeId)
      broker.close()
    }
  }

  /** Keeps a broker of the user's list as the node that it turned out to be. */
  #adopt (asked: Broker): void {
    if ([...this.#brokers.values()].includes(asked)) return
    const nodeId = [...this.#addresses].find(([, address]) => isSame(address, asked.address))?.[0]
    if (nodeId === undefined || this.#brokers.get(nodeId)?.usable || this.#closed) asked.close()
    else this.#brokers.set(nodeId, asked)
  }
}

function isSame (one: Address | undefined, other: Address | undefined): boolean {
  return one?.host === other?.host && one?.port === other?.port
}
