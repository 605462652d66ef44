import { mustBeJoined } from '../hosting/class-socket.ts'
import { snapshotOf } from '../hosting/snapshot.ts'
import { type Components, type Handler } from './handler.ts'

/** For clients that have missed something. */
export function createStateSync ({ classrooms }: Components): Handler<'state:sync'> {
  return (socket, _payload, ack) => {
    mustBeJoined(socket)
    const { state, clock, boards } = classrooms.of(socket.nsp)
    ack(snapshotOf(state, socket, clock.now()))
    boards.show(socket)
  }
}
