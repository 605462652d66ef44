import { type Reply } from '../../protocol/events.ts'
import { type ClientEvent, type Payload } from '../../protocol/payloads.ts'
import { type Config } from '../config.ts'
import { type ClassSocket } from '../hosting/class-socket.ts'
import { type Classrooms } from '../hosting/classrooms.ts'
import { type Links } from '../media/links.ts'
import { type Metrics } from '../plugins/metrics.ts'
import { type Records } from '../records/records.ts'

/** What handlers are built from. */
export interface Components {
  config: Config
  classrooms: Classrooms
  metrics: Metrics
  records: Records
  links: Links
}

/** Does what a valid message asks for: change, then `ack`, then broadcast. What it throws is told to the sender instead of the ack. */
export type Handler<E extends ClientEvent> = (socket: ClassSocket, payload: Payload<E>, ack: (reply: Reply<E>) => void) => void | Promise<void>
export type Handlers = { [E in ClientEvent]: Handler<E> }
