import { randomBytes } from 'node:crypto'
import { type Kafka } from 'kafkajs'
import * as defaultParser from 'socket.io-parser'
import { Admission } from './admission.ts'
import { EmitOperator, type EventsMap } from './emit-operator.ts'
import { NodeClosedError } from './errors.ts'
import { checkFrameSize, encodeFrame, type FrameType, type Part } from './frame.ts'
import { type Log } from './log.ts'
import { type KafkaLogOptions, resolveKafkaLogOptions } from './options.ts'
import { PacketCodec } from './packet-codec.ts'
import { partitionOf } from './partition.ts'
import { type Parser } from './socket-io.ts'
import { toLog } from './to-log.ts'

/** Options of {@link Emitter}, besides those of {@link KafkaLogOptions}. */
export interface EmitterOptions {
  /**
   * The parser of the servers, when it is not the default one.
   * @default socket.io-parser
   */
  parser: Parser
  /**
   * Told of each write that failed. {@link Emitter.flush} and {@link Emitter.close} throw the first one as well.
   * @default does nothing
   */
  onError: (error: Error) => void
}

/** Emits to the clients of a cluster, from a process that has none: a job, a script, another service. */
export class Emitter<Events extends EventsMap<Events> = Record<string, (...args: unknown[]) => void>> {
  readonly #id = randomBytes(8).toString('hex')
  readonly #log: Log
  readonly #admission: Admission
  readonly #codec: PacketCodec
  readonly #onError: (error: Error) => void
  readonly #pending = new Set<Promise<void>>()
  #failure: unknown
  #closing: Promise<void> | undefined

  /**
   * @param kafka - a kafkajs instance, or a {@link Log} (then of the options of {@link KafkaLogOptions} only the bounds of the queue apply)
   * @throws {OptionError} when an option has a value that cannot be used
   */
  constructor (kafka: Kafka | Log, { parser = defaultParser, onError = () => {}, ...options }: Partial<EmitterOptions> & Partial<KafkaLogOptions> = {}) {
    this.#admission = new Admission(resolveKafkaLogOptions(options))
    this.#log = toLog(kafka, options)
    this.#codec = new PacketCodec(parser)
    this.#onError = onError
  }

  /** The namespace to emit to. */
  of (nsp = '/'): EmitOperator<Events> {
    return new EmitOperator({
      nsp: nsp.startsWith('/') ? nsp : `/${nsp}`,
      codec: this.#codec,
      write: (...args) => this.#write(...args)
    })
  }

  /**
   * Resolves when everything that was emitted so far is stored.
   * @throws {LogUnavailableError | LogFullError | TopicError} the first failure since the last flush
   */
  async flush (): Promise<void> {
    await Promise.all(this.#pending)
    const failure = this.#failure
    this.#failure = undefined
    if (failure) throw failure
  }

  /**
   * Flushes and ends the connection. Idempotent.
   * @throws what {@link flush} throws
   */
  close (): Promise<void> {
    this.#closing ??= this.flush().finally(() => this.#log.close())
    return this.#closing
  }

  #write (type: FrameType, nsp: string, meta: object, parts: readonly Part[], recoverable: boolean): void {
    if (this.#closing) throw new NodeClosedError('the emitter was closed')
    checkFrameSize(this.#log.maxFrameBytes, nsp, meta, parts)
    // An emitter has read nothing, so there is nothing that it could have missed: what it writes counts whenever it arrives.
    const frame = encodeFrame({ type, from: this.#id, asOf: Infinity, to: nsp, meta, parts, recoverable })
    const written = this.#append(nsp, frame).catch((error: Error) => {
      this.#failure ??= error
      this.#onError(error)
    }).finally(() => this.#pending.delete(written))
    this.#pending.add(written)
  }

  #append (nsp: string, frame: Buffer): Promise<void> {
    return this.#admission.run(frame.length, async () => {
      await this.#log.open()
      await this.#log.append(partitionOf(nsp, this.#log.partitions), [frame])
    })
  }
}
