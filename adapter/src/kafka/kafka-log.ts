import { type Kafka } from 'kafkajs'
import { NodeClosedError } from '../errors.ts'
import { type Log, type LogListener, type LogReader, type LogRecord, type LogStats, type Position } from '../log.ts'
import { type KafkaLogOptions, resolveKafkaLogOptions } from '../options.ts'
import { emptyLogStats } from '../stats.ts'
import { Cluster } from './cluster.ts'
import { type CreateTopicOptions, createTopic } from './create-topic.ts'
import { Ranges } from './range.ts'
import { Reader } from './reader.ts'
import { retry } from './retry.ts'
import { checkTopic } from './topic.ts'
import { Writer } from './writer.ts'

/** How long {@link KafkaLog.close} waits for what was appended, in ms. */
const FLUSH_TIMEOUT = 5_000

/** The log in a topic of Apache Kafka 2.4 to 4.x: read without consumer groups, each frame written exactly once as long as its `append` goes on. */
export class KafkaLog implements Log {
  readonly stats: LogStats = Object.defineProperties(emptyLogStats(), {
    lastReadAgeMs: { get: () => Math.max(0, ...Array.from(this.#readers, ({ heardAt }) => Date.now() - heardAt)) },
    lag: { get: () => [...this.#readers].reduce((sum, { lag }) => sum + lag, 0) }
  })

  readonly #kafka: Kafka
  readonly #options: KafkaLogOptions
  readonly #abort = new AbortController()
  readonly #cluster: Cluster
  readonly #writer: Writer
  readonly #ranges: Ranges
  readonly #readers = new Set<Reader>()
  #partitions = 0
  #opening: Promise<void> | undefined
  #closing: Promise<void> | undefined

  /**
   * @param kafka - a client of kafkajs 2.2.4; addresses, TLS, SASL and timeouts are taken from it
   * @throws {OptionError} when an option has a value that cannot be used, or the client is of another version
   */
  constructor (kafka: Kafka, options: Partial<KafkaLogOptions> = {}) {
    this.#kafka = kafka
    this.#options = resolveKafkaLogOptions(options)
    this.#cluster = this.#newCluster()
    this.#writer = new Writer(this.#cluster, this.#options, this.stats)
    this.#ranges = new Ranges(this.#cluster, this.#options.deliveryTimeout, this.#abort.signal)
  }

  /**
   * Creates the topic, unless there is one, and waits until every partition has a leader.
   * @returns whether it was created; a topic that was there already is left as it is.
   * @throws {LogUnavailableError} when Kafka cannot be reached or refuses
   */
  static async createTopic (kafka: Kafka, options: CreateTopicOptions = {}): Promise<boolean> {
    return await createTopic(kafka, options)
  }

  get partitions (): number {
    return this.#partitions
  }

  get maxFrameBytes (): number {
    return this.#writer.maxFrameBytes
  }

  /**
   * @throws {TopicError} when the topic is missing or wrongly configured; the message says what to do.
   * @throws {LogUnavailableError} when Kafka cannot be reached within `deliveryTimeout`
   */
  open (): Promise<void> {
    this.#opening ??= this.#open().catch(error => {
      this.#opening = undefined
      throw error
    })
    return this.#opening
  }

  async append (partition: number, frames: readonly Buffer[]): Promise<Position> {
    this.#checkPartition(partition)
    return await this.#writer.append(partition, frames)
  }

  async end (partition: number): Promise<number> {
    this.#checkPartition(partition)
    return await this.#ranges.end(partition)
  }

  async offsetAt (partition: number, time: number): Promise<number> {
    this.#checkPartition(partition)
    return await this.#ranges.offsetAt(partition, time)
  }

  async * read (partition: number, from: number, to: number): AsyncGenerator<LogRecord, void, void> {
    this.#checkPartition(partition)
    yield * this.#ranges.read(partition, from, to)
  }

  follow (listener: LogListener): LogReader {
    if (this.#closing !== undefined) throw new NodeClosedError('the log is closed')
    const reader = new Reader(this.#newCluster(), listener, this.stats, this.#options.maxWait, () => this.#readers.delete(reader))
    this.#readers.add(reader)
    return reader
  }

  close (): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #open (): Promise<void> {
    await retry(async () => {
      await this.#cluster.refresh()
      await checkTopic(this.#cluster, this.#options, message => this.#kafka.logger().warn(message))
    }, this.#options.deliveryTimeout, this.#abort.signal)
    this.#partitions = this.#cluster.partitions
  }

  async #close (): Promise<void> {
    await this.#writer.close(FLUSH_TIMEOUT)
    this.#abort.abort()
    await Promise.all([...this.#readers].map(reader => reader.close()))
    this.#cluster.close()
  }

  #newCluster (): Cluster {
    return new Cluster(this.#kafka, this.#options.topic, { socketTimeout: this.#options.socketTimeout })
  }

  #checkPartition (partition: number): void {
    if (!Number.isInteger(partition) || partition < 0 || partition >= this.#partitions) {
      throw new RangeError(this.#partitions === 0 ? 'the log is not open' : `there is no partition ${partition}`)
    }
  }
}
