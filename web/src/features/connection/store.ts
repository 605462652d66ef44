import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { JoinReply } from '@protocol/http.ts'
import { ApiError } from '../entry/api.ts'
import { bindHandshake, introduce } from './handshake.ts'
import { afterRefusal, type LinkEvent, type LinkState, nextLink } from './link.ts'
import { type ClassSocket, createSocket, hurry, move } from './socket.ts'

type Binder = (socket: ClassSocket) => void

const leaveTimeoutMs = 3000
const refreshMs = 300

/** Between one and five seconds, so that a class does not come back in one instant. */
const patience = (): number => 1000 + Math.random() * 4000

/** The only holder of the socket. Features bind their listeners to it and send through `live()`. */
export const useConnection = defineStore('connection', () => {
  const state = ref<LinkState>('connecting')
  /** The code of what ended the class for this tab. */
  const failure = ref<string>()
  const binders: Binder[] = []
  let socket: ClassSocket | undefined
  let session: JoinReply

  /** Binds listeners to the socket of this tab, and to any later one. */
  function bind (binder: Binder): void {
    binders.push(binder)
    if (socket) binder(socket)
  }

  /** The socket while the class is joined: what is sent arrives at the class, or fails at once. */
  function live (): ClassSocket | undefined {
    return state.value === 'joined' && socket?.connected ? socket : undefined
  }

  /**
   * Connects to the class.
   * @param first the session that joining over HTTP gave
   * @param renew joins over HTTP again, for when the ticket is refused
   */
  function open (first: JoinReply, renew: () => Promise<JoinReply>): void {
    close()
    state.value = 'connecting'
    failure.value = undefined
    session = first
    let renewed = false
    let lastError: string | undefined
    const own = socket = createSocket(() => session)
    const happen = (event: LinkEvent): void => { if (own === socket) state.value = nextLink(state.value, event) }
    const fail = (code: string): void => {
      if (own !== socket) return
      failure.value = code
      close()
    }
    const refused = async (code: string): Promise<void> => {
      const answer = afterRefusal(code, renewed)
      if (answer === 'fail') return fail(code)
      if (answer === 'retry') await new Promise(resolve => setTimeout(resolve, patience()))
      else {
        renewed = true
        try { session = await renew() } catch (error) { return fail(error instanceof ApiError ? error.code : 'UNAVAILABLE') }
      }
      if (own === socket) own.connect()
    }

    bindHandshake(own, () => session.user)
    for (const binder of binders) binder(own)
    own.on('joined', () => { renewed = false; happen('joined') })
    own.on('connect', () => { if (own.recovered) happen('joined') })
    own.on('connect_error', error => {
      happen('lost')
      if (!own.active) void refused(codeOf(error))
    })
    own.on('disconnect', reason => {
      const joined = state.value === 'joined'
      happen('lost')
      if (reason === 'io server disconnect') void refused(lastError ?? (joined ? 'ENDED' : 'FORBIDDEN'))
    })
    own.on('app:error', ({ code, retryable }) => {
      lastError = retryable ? undefined : code
      if (state.value === 'joined') return
      if (retryable) setTimeout(() => move(own), patience())
      else fail(code)
    })
    own.on('server:drain', ({ reconnectInMs }) => { setTimeout(() => move(own), reconnectInMs) })
    own.connect()
  }

  /** Asks for a fresh snapshot; calls that come close together are one. */
  const refresh = useDebounceFn(() => {
    const to = live()
    if (to) introduce(to, session.user)
  }, refreshMs)

  /** Connects at once if the link is down and waiting. */
  function wake (): void {
    if (socket) hurry(socket)
  }

  /** Ends the socket; the server keeps the seat for its grace. */
  function close (): void {
    state.value = nextLink(state.value, 'ended')
    const ending = socket
    socket = undefined
    ending?.disconnect()
  }

  /** Leaves the class for good, in all tabs of this person. */
  async function leave (): Promise<void> {
    const leaving = live()
    socket = undefined
    await leaving?.timeout(leaveTimeoutMs).emitWithAck('leave', {}).catch(() => undefined)
    leaving?.disconnect()
    state.value = 'ended'
  }

  return { state, failure, bind, live, open, refresh, wake, close, leave }
})

/** The server's code of a refused handshake: `data.code`, else the message itself. */
function codeOf (error: Error & { data?: unknown }): string {
  const data = error.data
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string' ? data.code : error.message
}
