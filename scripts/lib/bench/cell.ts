import { randomUUID } from 'node:crypto'
import type { ClientCommands, Received, Seats } from './clients.ts'
import { type Peer, type PeerName, peers } from './peers.ts'
import type { PodCommands, Usage } from './pod.ts'
import { processorTime } from './processor-time.ts'
import { type Remote, remote, type Started, startProcess } from './remote.ts'
import { type Servers } from './servers.ts'

/** What there is before anything is sent. */
export interface Layout {
  pods: number
  /** Names of namespaces, by pod that emits to them; more than one may. */
  classes: readonly string[][]
  /** People of each class on each pod. */
  people: number
  /** Whether people of a class are on its own pod alone. */
  apart?: boolean
}

export interface Load {
  /** Messages per second, by pod. */
  rates: readonly number[]
  /** In s. */
  seconds: number
  /** @default 1 */
  burst?: number
}

export interface Outcome extends Received {
  sent: number
  /** By pod. */
  usages: Usage[]
  /** CPU time of Kafka, of Redis, or of the process that relays for the cluster adapter, in microseconds. */
  broker: number
  /** Deliveries that did not come; below 0: that came twice. */
  missing: number
}

/** A cluster of one peer's pods and the people on them. */
export class Cell {
  /** Of the process whose children are the pods. */
  readonly pid: number
  readonly pods: readonly Remote<PodCommands>[]
  readonly #started: readonly Started[]
  readonly #clients: Remote<ClientCommands>
  readonly #layout: Layout
  readonly #brokerPids: readonly number[]

  private constructor (layout: Layout, pods: Started, clients: Started, brokerPids: readonly number[]) {
    this.pid = pods.pid
    this.#started = [pods, clients]
    this.#layout = layout
    this.#brokerPids = brokerPids
    this.pods = pods.urls.map(url => remote<PodCommands>(url))
    this.#clients = remote<ClientCommands>(clients.urls[0]!)
  }

  static async start (servers: Servers, name: PeerName, layout: Layout): Promise<Cell> {
    const peer: Peer = peers[name]
    const own = peer.alone ? { ...layout, pods: 1, classes: [layout.classes.flat()] } : layout
    const options = { peer: name, addresses: servers.addresses, name: `bench-${randomUUID()}`, pods: own.pods }
    const [pods, clients] = await Promise.all([startProcess('pods.ts', options, own.pods), startProcess('clients.ts', {})])
    const cell = new Cell(own, pods, clients, peer.needs ? servers.pids[peer.needs] : [pods.pid])
    try {
      await cell.#settle(pods.urls.map(url => Number(new URL(url).port)))
    } catch (error) {
      await cell.stop()
      throw error
    }
    return cell
  }

  /** Sends, and waits until all is received, or until it no longer seems to come. */
  async load ({ rates, seconds, burst = 1 }: Load): Promise<Outcome> {
    const { classes } = this.#layout
    await this.#clients.reset()
    const before = processorTime(this.#brokerPids)
    const usages = await Promise.all(this.pods.map((pod, i) => pod.run({ classes: classes[i] ?? [], rate: rates[i] ?? 0, seconds, burst })))
    const broker = processorTime(this.#brokerPids) - before
    const sent = usages.reduce((sum, usage) => sum + usage.sent, 0)
    const expected = sent * this.#peoplePerClass
    const received = await this.#clients.received(expected)
    return { ...received, sent, usages, broker, missing: expected - received.count }
  }

  async stop (): Promise<void> {
    await Promise.all(this.#started.map(started => started.stop()))
  }

  get #peoplePerClass (): number {
    return this.#layout.people * (this.#layout.apart ? 1 : this.pods.length)
  }

  async #settle (ports: readonly number[]): Promise<void> {
    const { classes, people, apart } = this.#layout
    const seats: Seats[] = ports.flatMap((port, pod) => (apart ? classes[pod]! : [...new Set(classes.flat())]).map(namespace => ({ pod, port, namespace, people })))
    await Promise.all(this.pods.map((pod, i) => pod.open(seats.filter(seat => seat.pod === i).map(({ namespace }) => namespace))))
    await this.#clients.connect(seats)
  }
}
