import { history } from '../classroom/index.ts'
import { mustBeJoined, viewerOf } from '../hosting/class-socket.ts'
import { type Components, type Handler } from './handler.ts'

/** Lines that the person may see and did not get with the snapshot. */
export function createChatHistory ({ classrooms }: Components): Handler<'chat:history'> {
  return (socket, { before, about, limit }, ack) => {
    mustBeJoined(socket)
    const query = { ...before !== undefined && { before }, ...about !== undefined && { about }, ...limit !== undefined && { limit } }
    ack({ lines: history(classrooms.of(socket.nsp).state, viewerOf(socket), query) })
  }
}
