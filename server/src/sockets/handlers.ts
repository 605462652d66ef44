import { type ClientEvent, type Payload } from '../../protocol/payloads.ts'
import { type Reply } from '../../protocol/events.ts'
import { type Config } from '../config.ts'
import { type Classrooms } from '../plugins/classrooms.ts'
import { type Metrics } from '../plugins/metrics.ts'
import { createItsme } from './itsme.ts'
import { createJoin } from './join.ts'
import { createLeave } from './leave.ts'
import { createSendMedia } from './send-media.ts'
import { createTimePing } from './time-ping.ts'
import { type ClassSocket } from './types.ts'

/** What handlers are built from. */
export interface Components {
  config: Config
  classrooms: Classrooms
  metrics: Metrics
}

/** Does what a valid message asks for: change, then `ack`, then broadcast. What it throws is told to the sender instead of the ack. */
export type Handler<E extends ClientEvent> = (socket: ClassSocket, payload: Payload<E>, ack: (reply: Reply<E>) => void) => void | Promise<void>
export type Handlers = { [E in ClientEvent]: Handler<E> }

/** One handler for each event that clients may send. */
export function createHandlers (components: Components): Handlers {
  return {
    itsme: createItsme(),
    join: createJoin(components),
    leave: createLeave(components),
    sendMedia: createSendMedia(components),
    'time:ping': createTimePing()
  }
}
