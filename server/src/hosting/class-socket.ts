import { type Namespace, type Server, type Socket } from 'socket.io'
import { rooms } from '../../protocol/constants.ts'
import { type ClientEvents, type ServerEvents } from '../../protocol/events.ts'
import { type LobbyEntry } from '../../protocol/lobby.ts'
import { type User } from '../../protocol/user.ts'
import { type Actor, type Viewer } from '../classroom/index.ts'
import { AppError } from '../errors.ts'

/** What nodes ask each other. */
interface PeerEvents {
  'lobby:list': (answer: (classes: LobbyEntry[]) => void) => void
}

export interface SocketData {
  user: User
  /** The socket is a window on the class, and nobody. */
  isScreen?: boolean
}

export type ClassServer = Server<ClientEvents, ServerEvents, PeerEvents, SocketData>
export type ClassNamespace = Namespace<ClientEvents, ServerEvents, PeerEvents, SocketData>
export type ClassSocket = Socket<ClientEvents, ServerEvents, PeerEvents, SocketData>

/** To this socket alone. What it can ask for again need not go through the log, as `socket.emit` does for the sake of recovery. */
export function tell<E extends keyof ServerEvents> ({ nsp, id }: ClassSocket, event: E, ...args: Parameters<ServerEvents[E]>): void {
  nsp.local.to(id).emit(event, ...args)
}

/** As whom the socket sees the class. */
export function viewerOf ({ data: { user: { uid, role }, isScreen } }: ClassSocket): Viewer {
  return { uid, role: isScreen ? 'SCREEN' : role }
}

export function isJoined (socket: ClassSocket): boolean {
  return socket.rooms.has(rooms.all(socket.data.user.classCode))
}

/** @throws {AppError} NOT_JOINED */
export function mustBeJoined (socket: ClassSocket): void {
  if (!isJoined(socket)) throw new AppError('NOT_JOINED', 'join first')
}

export function actorOf ({ data: { user: { uid, role } } }: ClassSocket): Actor {
  return { uid, role }
}
