import { timers, type ClassState, type Command, type Timer } from '../classroom/index.ts'
import { type LogClock } from './log-clock.ts'

const maxDelayMs = 2 ** 31 - 1
/** Every node that hosts the class would submit at the same moment; the first one spares the others the trouble. */
const jitterMs = 50
const retryMs = 1_000

/** Submits what becomes due in the class by itself, when the time has come. */
export class DueTimer {
  readonly #clock: LogClock
  readonly #submit: (command: Command) => Promise<unknown>
  readonly #jitter = Math.random() * jitterMs
  #armed: Timer | undefined
  #timeout: NodeJS.Timeout | undefined

  constructor (clock: LogClock, submit: (command: Command) => Promise<unknown>) {
    this.#clock = clock
    this.#submit = submit
  }

  /** To be called whenever the state has changed. */
  arm (state: ClassState): void {
    const next = timers(state).reduce<Timer | undefined>((first, timer) => first && first.at <= timer.at ? first : timer, undefined)
    if (next?.cmdId === this.#armed?.cmdId && next?.at === this.#armed?.at) return
    this.close()
    this.#armed = next
    if (next) this.#wait(next, Math.max(0, next.at - this.#clock.now()) + this.#jitter)
  }

  close (): void {
    clearTimeout(this.#timeout)
    this.#armed = undefined
  }

  #wait (timer: Timer, ms: number): void {
    this.#timeout = setTimeout(() => this.#fire(timer), Math.min(ms, maxDelayMs))
  }

  #fire (timer: Timer): void {
    // By the log's clock it may have been too early: then the state that comes of it arms the same one again.
    this.#armed = undefined
    this.#submit(timer.command).catch(() => {
      if (this.#armed) return
      this.#armed = timer
      this.#wait(timer, retryMs)
    })
  }
}
