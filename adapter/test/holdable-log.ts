import { type Log } from '../src/log.ts'

export interface HoldableLog extends Log {
  /** What is appended from now on stays on its way. */
  hold (): void
  /** It arrives, in order. */
  release (): void
  /** What is appended from now on fails, as when a broker is away for long; without an error it is taken again. */
  refuse (error?: Error): void
}

/** A log that can be slow to take what is appended, or not take it at all. */
export function holdable (log: Log): HoldableLog {
  let open = () => {}
  let gate = Promise.resolve()
  let refusal: Error | undefined
  const own: Pick<HoldableLog, 'hold' | 'release' | 'refuse' | 'append'> = {
    hold: () => { gate = new Promise((resolve) => { open = resolve }) },
    release: () => open(),
    refuse: (error) => { refusal = error },
    async append (partition, frames) {
      await gate
      if (refusal) throw refusal
      return log.append(partition, frames)
    }
  }
  return new Proxy(log, {
    get (target, name) {
      if (name in own) return Reflect.get(own, name)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    }
  }) as HoldableLog
}
