import { LogFullError } from './errors.ts'
import { type KafkaLogOptions } from './options.ts'

export type QueueLimits = Pick<KafkaLogOptions, 'maxQueuedFrames' | 'maxQueuedBytes'>

/** Bounds what waits before the log can take it: until then nothing is in the queue of the log. */
export class Admission {
  readonly #limits: QueueLimits
  #frames = 0
  #bytes = 0

  constructor (limits: QueueLimits) {
    this.#limits = limits
  }

  /** Frames that wait. */
  get frames (): number {
    return this.#frames
  }

  /**
   * @param bytes - size of the frame
   * @param work - what it has to wait for
   * @throws {LogFullError} at once, when too much waits already
   */
  async run<T> (bytes: number, work: () => Promise<T>): Promise<T> {
    const { maxQueuedFrames, maxQueuedBytes } = this.#limits
    if (this.#frames >= maxQueuedFrames || this.#bytes + bytes > maxQueuedBytes) {
      throw new LogFullError(`${this.#frames} frames (${this.#bytes} bytes) wait for the log already`)
    }
    this.#frames++
    this.#bytes += bytes
    try {
      return await work()
    } finally {
      this.#frames--
      this.#bytes -= bytes
    }
  }
}
