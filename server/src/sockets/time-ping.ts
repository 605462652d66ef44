import { type Handler } from './handlers.ts'

/** Lets clients find out how far their clock is off: t1 when the question came, t2 when the answer goes. */
export function createTimePing (): Handler<'time:ping'> {
  return (_socket, { t0 }, ack) => {
    const t1 = Date.now()
    ack({ t0, t1, t2: Date.now() })
  }
}
