import { type Namespace, type Server, type Socket } from 'socket.io'
import { rooms } from '../../protocol/constants.ts'
import { type ClientEvents, type ServerEvents } from '../../protocol/events.ts'
import { type User } from '../../protocol/user.ts'
import { type PeerEvents } from './presence.ts'

export interface SocketData {
  user: User
}

export type ClassServer = Server<ClientEvents, ServerEvents, PeerEvents, SocketData>
export type ClassNamespace = Namespace<ClientEvents, ServerEvents, PeerEvents, SocketData>
export type ClassSocket = Socket<ClientEvents, ServerEvents, PeerEvents, SocketData>

export function isJoined (socket: ClassSocket): boolean {
  return socket.rooms.has(rooms.all(socket.data.user.classCode))
}
