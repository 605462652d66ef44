import { type Components, type Handler } from './handler.ts'

/** Lets clients find out how far their clock is off that of the class: t1 when the question came, t2 when the answer goes. */
export function createTimePing ({ classrooms }: Components): Handler<'time:ping'> {
  return ({ nsp }, { t0 }, ack) => {
    const { clock } = classrooms.of(nsp)
    const t1 = clock.now()
    ack({ t0, t1, t2: clock.now() })
  }
}
