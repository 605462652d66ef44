import type { ChatLine, ChatSendReply } from './chat.ts'
import type { ClassEvents, CommandEvent } from './class-events.ts'
import type { ClassSnapshot } from './class-snapshot.ts'
import type { Role } from './constants.ts'
import type { LobbyList, LobbyUpdate } from './lobby.ts'
import type { ClientEvent, Payload } from './payloads.ts'
import type { QuizAnswerReply } from './quiz.ts'
import type { Ack, Problem } from './result.ts'

/** What an answer holds beside `ok`, where it holds anything; that of a command holds its log time, too. */
interface Replies {
  'time:ping': { t0: number, t1: number, t2: number }
  'state:sync': ClassSnapshot
  'chat:history': { lines: ChatLine[] }
  'chat:send': CommandReply & ChatSendReply
  'quiz:answer': CommandReply & QuizAnswerReply
}
interface CommandReply { at: number, rev?: number }
export type Reply<E extends ClientEvent> = E extends keyof Replies ? Replies[E] : E extends CommandEvent ? CommandReply : object

/** Client to server. Every event may be sent with an ack. */
export type ClientEvents = {
  [E in ClientEvent]: (payload: Payload<E>, ack?: (reply: Ack<Reply<E>>) => void) => void
}

/** eventName, classCode, sessionId, userType and userName come from the sender's session. */
export interface Media {
  eventName: 'sendMedia'
  classCode: string
  sessionId: string
  userType: Role
  userName: string
  type: string
  data: unknown
}

/** Server to client. */
export interface ServerEvents extends ClassEvents {
  connected: (sessionId: string) => void
  joined: (snapshot: ClassSnapshot) => void
  sendMedia: (media: Media) => void
  'server:drain': (notice: { reconnectInMs: number }) => void
  'app:error': (problem: Problem) => void
  /** In the namespace `/lobby`, as is the next one. */
  'lobby:list': (list: LobbyList) => void
  'lobby:update': (update: LobbyUpdate) => void
}
