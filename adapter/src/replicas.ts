import { FrameType, type DecodedFrame } from './frame.ts'
import { type MachineMeta } from './followed-partition.ts'
import { type Machine } from './machine.ts'
import { type ClusterNode } from './node.ts'
import { Replica } from './replica.ts'
import { type WindowEntry } from './window.ts'

type AnyReplica = Pick<Replica<unknown, unknown, unknown>, 'ready' | 'close' | 'reload' | 'onFrame' | 'onFenced' | 'onTick'>

/** The machines of one namespace that this node hosts. */
export class Replicas {
  readonly #nsp: string
  readonly #node: ClusterNode
  readonly #replicas = new Map<string, AnyReplica>()

  constructor (nsp: string, node: ClusterNode) {
    this.#nsp = nsp
    this.#node = node
  }

  host<State, Command, Result> (machine: Machine<State, Command, Result>): Replica<State, Command, Result> {
    const hosted = this.#replicas.get(machine.name) as Replica<State, Command, Result> | undefined
    if (hosted) return hosted
    const replica = new Replica(machine, this.#nsp, this.#node, () => {
      if (this.#replicas.get(machine.name) === replica) this.#replicas.delete(machine.name)
    })
    this.#replicas.set(machine.name, replica)
    replica.ready().catch(this.#node.options.onError)
    return replica
  }

  async ready (): Promise<void> {
    await Promise.all([...this.#replicas.values()].map((replica) => replica.ready()))
  }

  async close (): Promise<void> {
    await Promise.all([...this.#replicas.values()].map((replica) => replica.close()))
  }

  /** @returns whether the frame was for a machine */
  onFrame (entry: WindowEntry): boolean {
    if (!isOfMachine(entry.frame)) return false
    this.#of(entry.frame)?.onFrame(entry)
    return true
  }

  onFenced (frame: DecodedFrame, error: Error): void {
    if (isOfMachine(frame)) this.#of(frame)?.onFenced(frame, error)
  }

  /** Once a second; returns whether there is any. */
  onTick (): boolean {
    for (const replica of this.#replicas.values()) replica.onTick()
    return this.#replicas.size > 0
  }

  reload (): void {
    for (const replica of this.#replicas.values()) replica.reload()
  }

  #of (frame: DecodedFrame): AnyReplica | undefined {
    return this.#replicas.get((frame.meta as MachineMeta).machine)
  }
}

function isOfMachine ({ type }: DecodedFrame): boolean {
  return type === FrameType.COMMAND || type === FrameType.CHECKPOINT || type === FrameType.DROP
}
