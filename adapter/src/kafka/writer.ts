import { LogUnavailableError, NodeClosedError } from '../errors.ts'
import { type LogStats, type Position } from '../log.ts'
import { type KafkaLogOptions } from '../options.ts'
import { Backlog } from './backlog.ts'
import { type Cluster } from './cluster.ts'
import { PartitionQueue } from './partition-queue.ts'

/** Most bytes in one request to a broker, give or take a record. */
const MAX_REQUEST_BYTES = 8 * 1024 * 1024
/** The broker says that its replicas are late, rather than being cut off for its silence. */
const BROKER_TIMEOUT_SHARE = 0.6
const EXPIRY_INTERVAL = 250

/**
 * Appends to partitions. Per leader one request is under way, and the next one leaves a short time after it at the earliest; it carries one record
 * of each of its partitions in which something has gathered meanwhile, so records grow under load and nothing waits without it.
 */
export class Writer {
  readonly #cluster: Cluster
  readonly #options: KafkaLogOptions
  readonly #stats: LogStats
  readonly #backlog: Backlog
  readonly #queues = new Map<number, PartitionQueue>()
  /** Queues that may have something to send; who was served last comes last. */
  readonly #active = new Set<PartitionQueue>()
  readonly #busyLeaders = new Set<number>()
  /** When the next request may go to a leader, ms since the epoch. */
  readonly #nextAt = new Map<number, number>()
  /** Runs while there is something to send. */
  #expiry: NodeJS.Timeout | undefined
  #scheduled = false
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor (cluster: Cluster, options: KafkaLogOptions, stats: LogStats) {
    this.#cluster = cluster
    this.#options = options
    this.#stats = stats
    this.#backlog = new Backlog(options, stats)
  }

  get maxFrameBytes (): number {
    return this.#backlog.maxFrameBytes
  }

  async append (partition: number, frames: readonly Buffer[]): Promise<Position> {
    if (this.#closed) throw new NodeClosedError('the log is closed')
    return await this.#backlog.admit(frames, append => {
      const queue = this.#queue(partition)
      queue.push(append)
      this.#active.add(queue)
      this.#expiry ??= setInterval(() => this.#expire(), EXPIRY_INTERVAL).unref()
      this.#schedule()
    })
  }

  /** Takes no more, waits up to `timeout` ms until all is stored, then rejects the rest. */
  async close (timeout: number): Promise<void> {
    this.#closed = true
    const timer = setTimeout(() => {
      for (const queue of this.#active) queue.rejectAll(new LogUnavailableError('the log was closed before Kafka confirmed'))
    }, timeout)
    await this.#backlog.empty()
    clearTimeout(timer)
    clearTimeout(this.#retry)
    clearInterval(this.#expiry)
    this.#active.clear()
  }

  #queue (partition: number): PartitionQueue {
    const queue = this.#queues.get(partition) ?? new PartitionQueue(partition, this.#options, this.#stats)
    this.#queues.set(partition, queue)
    return queue
  }

  /** Later in this turn of the event loop, so that what others append meanwhile comes along. */
  #schedule (): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#sendAll()
    })
  }

  #sendAll (): void {
    clearTimeout(this.#retry)
    const now = Date.now()
    let retryAt = Infinity
    const ready = new Map<number, PartitionQueue[]>()
    for (const queue of this.#active) {
      if (queue.idle) {
        this.#active.delete(queue)
        continue
      }
      const leader = this.#cluster.leader(queue.partition)
      if (queue.busy || this.#busyLeaders.has(leader)) continue
      const at = Math.max(queue.retryAt, this.#nextAt.get(leader) ?? 0)
      if (at > now) retryAt = Math.min(retryAt, at)
      else ready.set(leader, [...ready.get(leader) ?? [], queue])
    }
    for (const [leader, queues] of ready) void this.#send(leader, queues)
    if (retryAt < Infinity) this.#retry = setTimeout(() => this.#schedule(), retryAt - now)
  }

  /** Sends one request and takes its answer. Never rejects. */
  async #send (leader: number, queues: readonly PartitionQueue[]): Promise<void> {
    this.#busyLeaders.add(leader)
    this.#nextAt.set(leader, Date.now() + this.#options.linger)
    for (const queue of queues) queue.busy = true
    let sent = queues
    try {
      const broker = await this.#cluster.broker(leader)
      await Promise.all(queues.map(async queue => { queue.producer ??= { id: await broker.producerId(), epoch: 0, sequence: 0 } }))
      const batches = new Map<number, Buffer>()
      sent = queues.filter(queue => this.#take(queue, batches))
      if (sent.length > 0) {
        const answers = await broker.produce(this.#cluster.topic, batches, Math.floor(this.#options.socketTimeout * BROKER_TIMEOUT_SHARE))
        for (const queue of sent) queue.answered(answers.find(({ partition }) => partition === queue.partition)!)
      }
    } catch (error) {
      for (const queue of sent) queue.failed(error)
    }
    this.#busyLeaders.delete(leader)
    const now = Date.now()
    for (const queue of queues) {
      queue.busy = false
      queue.expire(now)
    }
    if (queues.some(({ retryAt }) => retryAt > now)) void this.#refresh()
    this.#schedule()
  }

  /** Adds the batch of a queue to a request, if it has one and the request has room. */
  #take (queue: PartitionQueue, batches: Map<number, Buffer>): boolean {
    const bytes = [...batches.values()].reduce((sum, { length }) => sum + length, 0)
    const batch = bytes < MAX_REQUEST_BYTES ? queue.take() : undefined
    if (batch === undefined) return false
    batches.set(queue.partition, batch)
    this.#active.delete(queue)
    this.#active.add(queue)
    return true
  }

  /** Never rejects: the next attempt meets what is wrong. */
  async #refresh (): Promise<void> {
    await this.#cluster.refresh().catch(() => {})
    this.#schedule()
  }

  #expire (): void {
    const now = Date.now()
    for (const queue of this.#active) queue.expire(now)
    if (this.#active.size > 0) return
    clearInterval(this.#expiry)
    this.#expiry = undefined
  }
}
