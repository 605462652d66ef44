import { nodesOf, pending, type ClassState, type Command } from '../classroom/index.ts'
import { type Recorder } from './recorder.ts'
import { type ClusterView } from './seats.ts'
import { turnOf } from './turn.ts'

interface Door {
  /** Absent while the class is being opened or closed. */
  state (): ClassState | undefined
  submit (command: Command): Promise<unknown>
}

/** What comes within so many ms is written together. */
const gatherMs = 250
/** How long a node leaves it to those before it. */
const turnMs = 5_000
const retryMs = 1_000

/**
 * Has the outbox of a class written, in order, and then tells the class. Every node that hosts the class has the same outbox: the first one of
 * those that have people in it writes, and each of the others only when nothing has been recorded for a while. Two that write the same do no harm.
 */
export class OutboxPump {
  readonly #name: string
  readonly #cluster: ClusterView
  readonly #recorder: Recorder
  readonly #door: Door
  readonly #outbox = () => this.#door.state()?.outbox
  /** n of the oldest entry that waits. */
  #oldest: number | undefined
  #timer: NodeJS.Timeout | undefined
  #isWriting = false

  /** @param name - of the class */
  constructor (name: string, cluster: ClusterView, recorder: Recorder, door: Door) {
    this.#name = name
    this.#cluster = cluster
    this.#recorder = recorder
    this.#door = door
    recorder.outboxes.add(this.#outbox)
  }

  /** To be called whenever the state has changed. */
  look (state: ClassState): void {
    const [oldest] = pending(state.outbox, 1)
    if (oldest?.n === this.#oldest) return
    this.#oldest = oldest?.n
    if (!this.#isWriting) this.#schedule(gatherMs + this.#turn(state) * turnMs)
  }

  get isWaiting (): boolean {
    return this.#oldest !== undefined
  }

  close (): void {
    this.#oldest = undefined
    clearTimeout(this.#timer)
    this.#recorder.outboxes.delete(this.#outbox)
  }

  #schedule (ms: number): void {
    clearTimeout(this.#timer)
    if (this.#oldest !== undefined) this.#timer = setTimeout(() => { void this.#pump() }, ms)
  }

  async #pump (): Promise<void> {
    const outbox = this.#outbox()
    if (!outbox) return
    const entries = pending(outbox)
    this.#isWriting = true
    let wait = retryMs
    try {
      await this.#recorder.write(entries)
      await this.#door.submit({ type: 'recorded', by: { role: 'SYS' }, cmdId: 'recorded', data: { upTo: entries.at(-1)!.n } })
      wait = 0
    } catch {
      // What is stored already is left out the next time.
    }
    this.#isWriting = false
    const state = this.#door.state()
    if (state) this.#schedule(wait + this.#turn(state) * turnMs)
  }

  /** Nodes without people in the class do not know of each other. */
  #turn (state: ClassState): number {
    const alive = this.#cluster.members()
    const hosts = [...nodesOf(state)].filter((node) => alive.includes(node))
    const turn = turnOf(this.#cluster.id, hosts, this.#name)
    return turn < hosts.length ? turn : turn + Math.random()
  }
}
