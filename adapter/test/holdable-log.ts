import { type Log } from '../src/log.ts'

export interface HoldableLog extends Log {
  /** What is appended from now on stays on its way. */
  hold (): void
  /** It arrives, in order. */
  release (): void
}

/** A log that can be slow to take what is appended. */
export function holdable (log: Log): HoldableLog {
  let open = () => {}
  let gate = Promise.resolve()
  const own: Pick<HoldableLog, 'hold' | 'release' | 'append'> = {
    hold: () => { gate = new Promise((resolve) => { open = resolve }) },
    release: () => open(),
    async append (partition, frames) {
      await gate
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
