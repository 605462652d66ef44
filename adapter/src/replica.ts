import { EventEmitter } from 'node:events'
import { CommandError, LogGapError, LogUnavailableError, MachineClosedError, VersionError } from './errors.ts'
import { type CheckpointMeta, type CommandMeta } from './followed-partition.ts'
import { type DecodedFrame, FrameType } from './frame.ts'
import { loadState } from './load-state.ts'
import { type Applied, type Machine } from './machine.ts'
import { type ClusterNode } from './node.ts'
import { type Place, placeOf } from './place.ts'
import { type WindowEntry } from './window.ts'

interface Pending<Result> {
  resolve: (outcome: { result: Result, at: number }) => void
  reject: (error: Error) => void
}

/** Largest piece of a checkpoint, in bytes: what other namespaces of the partition have to wait for. */
const MAX_PIECE = 256 * 1024

/**
 * The state of one machine of a namespace on this node: the same on all nodes at the same place of the log. Nobody owns it, so nothing
 * has to be handed over when a node ends.
 */
export class Replica<State, Command, Result> extends EventEmitter<{ applied: [Applied<State, Command, Result>] }> {
  readonly machine: Machine<State, Command, Result>
  readonly #nsp: string
  readonly #node: ClusterNode
  readonly #onEnd: () => void
  readonly #pending = new Map<number, Pending<Result>>()
  #opening: Promise<void> | undefined
  #state: State | undefined
  /** Everything up to here is in the state. */
  #place: Place = -1
  /** Log time of the last command. The clocks of brokers differ a little, and a partition may change its broker: for a machine it never goes back. */
  #at = 0
  /** What is read while the state is being loaded. */
  #early: WindowEntry[] | undefined
  #failure: Error | undefined
  #lastSeq = 0
  /** Commands and bytes of commands since the last checkpoint: all nodes count the same. */
  #since = { commands: 0, bytes: 0 }
  #checkpointedAt = 0
  /** Told when an own checkpoint was read back, or why it will not be. */
  #onOwnCheckpoint = (_error?: Error): void => {}

  constructor (machine: Machine<State, Command, Result>, nsp: string, node: ClusterNode, onEnd: () => void) {
    super()
    this.machine = machine
    this.#nsp = nsp
    this.#node = node
    this.#onEnd = onEnd
  }

  /** The state as of what this node has read; `undefined` before {@link ready}. It must not be changed. */
  get state (): State | undefined {
    return this.#state
  }

  /**
   * Resolves when the state is there. Idempotent; after a failure it tries again.
   * @throws {VersionError} when the state was written by a later version of the machine
   * @throws {LogUnavailableError}
   */
  ready (): Promise<void> {
    this.#opening ??= this.#openAfter(Promise.resolve())
    return this.#opening
  }

  #openAfter (former: Promise<unknown>): Promise<void> {
    const opening = former.then(() => this.#open()).catch((error: unknown) => {
      this.#early = undefined
      if (this.#opening === opening) this.#opening = undefined
      throw error
    })
    return opening
  }

  /**
   * Writes a command to the log.
   * @returns its result, once this node has applied it, and its log time in ms since the epoch
   * @throws {LogFullError | LogUnavailableError | FencedError} when it is not known to be in the log. They are retryable, so a command
   *   should carry an id by which `apply` knows it again
   * @throws {CommandError} when `apply` threw
   * @throws {VersionError | MachineClosedError | FrameTooLargeError}
   */
  async submit (command: Command): Promise<{ result: Result, at: number }> {
    await this.ready()
    if (this.#failure) throw this.#failure
    const seq = ++this.#lastSeq
    return new Promise((resolve, reject) => {
      this.#pending.set(seq, { resolve, reject })
      this.#send(FrameType.COMMAND, { seq }, Buffer.from(JSON.stringify(command))).catch((error: Error) => {
        this.#settle(seq, (pending) => pending.reject(error))
      })
    })
  }

  /**
   * Ends the machine on all nodes: the state is forgotten. Hosting it again begins with the initial state.
   * @throws {LogFullError | LogUnavailableError}
   */
  async drop (): Promise<void> {
    await this.ready()
    await this.#send(FrameType.DROP, {})
  }

  /** This node hosts it no longer. What it knows is written, so that the next host need not read far. Never rejects. */
  async close (): Promise<void> {
    const checkpoint = this.#state !== undefined && this.#since.commands ? this.#checkpoint() : undefined
    this.#end(new MachineClosedError(`machine ${this.machine.name} of ${this.#nsp} was closed`))
    await checkpoint?.catch(this.#node.options.onError)
  }

  /** Frames were lost: the state is loaded anew. */
  reload (): void {
    const former = this.#opening ?? Promise.resolve()
    this.#onOwnCheckpoint(new LogUnavailableError(`machine ${this.machine.name} of ${this.#nsp}: frames were lost while it was opened`))
    this.#opening = this.#openAfter(former.catch(() => {}))
    this.#opening.catch(this.#node.options.onError)
  }

  /** A frame for this machine, at its place in the log. */
  onFrame (entry: WindowEntry): void {
    if (this.#early) {
      this.#early.push(entry)
      if (entry.frame.type === FrameType.CHECKPOINT) this.#seeCheckpoint(entry)
    } else if (this.#state !== undefined) {
      this.#see(entry)
    }
  }

  /** A frame of this node came too late to count for anybody. */
  onFenced (frame: DecodedFrame, error: Error): void {
    if (frame.type === FrameType.COMMAND) this.#settle((frame.meta as CommandMeta).seq, ({ reject }) => reject(error))
    else this.#onOwnCheckpoint(error)
  }

  /** Once a second: before the log forgets the checkpoint, it is written again. */
  onTick (): void {
    if (this.#state === undefined || performance.now() - this.#checkpointedAt < this.#node.options.checkpointRenewal) return
    this.#checkpoint().catch(this.#node.options.onError)
  }

  async #open (): Promise<void> {
    const partition = await this.#node.open(this.#nsp)
    this.#early = []
    const opened = partition.last.place
    const { base, q, commands } = await this.#load(opened)
    this.#state = base ? this.#upgraded(base) : this.machine.initial(this.#nsp)
    this.#place = q
    this.#at = base?.at ?? 0
    this.#since = { commands: 0, bytes: 0 }
    this.#checkpointedAt = performance.now()
    for (const entry of commands) this.#see(entry)
    if (!base) {
      // Commands without a checkpoint before them could not be found.
      const readBack = new Promise<void>((resolve, reject) => { this.#onOwnCheckpoint = (error) => error ? reject(error) : resolve() })
      await Promise.all([this.#checkpoint(Math.max(opened, this.#place)), readBack])
    }
    const early = this.#early
    this.#early = undefined
    for (const entry of early) this.#see(entry)
  }

  async #load (opened: Place): ReturnType<typeof loadState> {
    const { log, options } = this.#node
    const partition = await this.#node.open(this.#nsp)
    try {
      return await loadState(log, partition, this.#nsp, this.machine.name, ({ frame, time }) => this.#node.isCounted(frame, time))
    } catch (error) {
      if (!(error instanceof LogGapError)) throw error
      // Older than what the log keeps: there is nothing to go on with.
      options.onError(error)
      return { base: undefined, q: opened, commands: [] }
    }
  }

  #upgraded ({ version, state }: { version: number, state: unknown }): State {
    if (version === this.machine.version) return state as State
    if (version < this.machine.version && this.machine.upgrade) return this.machine.upgrade(state, version)
    throw this.#versionError(version)
  }

  #versionError (version: number): VersionError {
    const { name, version: own } = this.machine
    return new VersionError(`machine ${name} of ${this.#nsp} has version ${version} in the log, this node has ${own}`)
  }

  #see (entry: WindowEntry): void {
    if (entry.place <= this.#place) return
    switch (entry.frame.type) {
      case FrameType.COMMAND: return this.#apply(entry)
      case FrameType.CHECKPOINT: return this.#seeCheckpoint(entry)
      case FrameType.DROP: return this.#end(new MachineClosedError(`machine ${this.machine.name} of ${this.#nsp} was ended`))
    }
  }

  #seeCheckpoint ({ frame }: WindowEntry): void {
    const { pieces } = frame.meta as CheckpointMeta
    if (!pieces) return
    this.#since = { commands: 0, bytes: 0 }
    this.#checkpointedAt = performance.now()
    if (frame.from === this.#node.id) this.#onOwnCheckpoint()
  }

  #apply ({ frame, place, time }: WindowEntry): void {
    const { seq, version } = frame.meta as CommandMeta
    if (this.#failure) return
    if (version > this.machine.version) return this.#fail(this.#versionError(version))
    const own = frame.from === this.#node.id
    const before = this.#state!
    const command = JSON.parse((frame.parts[0] as Buffer).toString()) as Command
    this.#place = place
    this.#at = Math.max(this.#at, time)
    const at = this.#at
    try {
      const { state, result } = this.machine.apply(before, command, at)
      this.#state = state
      if (own) this.#settle(seq, ({ resolve }) => resolve({ result, at }))
      this.#tell({ command, result, before, state, at, own })
    } catch (cause) {
      const error = new CommandError(`machine ${this.machine.name} of ${this.#nsp}: ${String(cause)}`, { cause })
      if (own) this.#settle(seq, ({ reject }) => reject(error))
      this.#node.options.onError(error)
    }
    this.#count(frame.bytes.length, own)
  }

  #tell (applied: Applied<State, Command, Result>): void {
    try {
      this.emit('applied', applied)
    } catch (error) {
      this.#node.options.onError(error as Error)
    }
  }

  /** The node whose command was the last one of so many writes the checkpoint; if it ends before, the next one does. */
  #count (bytes: number, own: boolean): void {
    const { checkpointCommands, checkpointBytes } = this.#node.options
    const before = Math.floor(this.#since.bytes / checkpointBytes)
    this.#since.commands++
    this.#since.bytes += bytes
    const isDue = this.#since.commands % checkpointCommands === 0 || Math.floor(this.#since.bytes / checkpointBytes) > before
    if (isDue && own && !this.#early) this.#checkpoint().catch(this.#node.options.onError)
  }

  async #checkpoint (q = this.#place): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(this.#state))
    const at = this.#at
    this.#checkpointedAt = performance.now()
    const pieces: Place[] = []
    let from = 0
    for (; bytes.length - from > MAX_PIECE; from += MAX_PIECE) {
      const { offset, index } = await this.#send(FrameType.CHECKPOINT, { q }, bytes.subarray(from, from + MAX_PIECE))
      pieces.push(placeOf(offset, index))
    }
    await this.#send(FrameType.CHECKPOINT, { q, at, pieces }, bytes.subarray(from))
  }

  #send (type: FrameType, meta: object, data?: Buffer) {
    const { name: machine, version } = this.machine
    return this.#node.send(type, this.#nsp, { machine, version, ...meta }, data ? [data] : [])
  }

  #settle (seq: number, settle: (pending: Pending<Result>) => void): void {
    const pending = this.#pending.get(seq)
    this.#pending.delete(seq)
    if (pending) settle(pending)
  }

  #fail (error: Error): void {
    this.#failure = error
    for (const seq of this.#pending.keys()) this.#settle(seq, ({ reject }) => reject(error))
    this.#node.options.onError(error)
  }

  #end (error: Error): void {
    this.#failure = error
    this.#state = undefined
    this.#onOwnCheckpoint(error)
    for (const seq of this.#pending.keys()) this.#settle(seq, ({ reject }) => reject(error))
    this.#onEnd()
  }
}
