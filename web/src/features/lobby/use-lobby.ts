import type { ServerEvents } from '@protocol/events.ts'
import { io, type Socket } from 'socket.io-client'
import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import { keptSession } from '../entry/session.ts'
import { type Lobby, listed, updated } from './state.ts'

/** `waiting` until the first list; `closed`: this server shows its classes to those with a ticket alone. */
export type LobbyLink = 'waiting' | 'live' | 'closed'

/** The classes that are going on, as they come and go. */
export function useLobby (): { lobby: ShallowRef<Lobby>, link: Ref<LobbyLink> } {
  const lobby = shallowRef<Lobby>([])
  const link = ref<LobbyLink>('waiting')
  const ticket = keptSession()?.ticket
  const socket: Socket<ServerEvents, Record<string, never>> = io('/lobby', { auth: ticket === undefined ? {} : { ticket }, transports: ['websocket', 'polling'], tryAllTransports: true, forceNew: true })
  socket.on('lobby:list', list => {
    lobby.value = listed(lobby.value, list)
    link.value = 'live'
  })
  socket.on('lobby:update', update => { lobby.value = updated(lobby.value, update) })
  socket.on('connect_error', () => { link.value = socket.active ? 'waiting' : 'closed' })
  onScopeDispose(() => socket.disconnect())
  return { lobby, link }
}
