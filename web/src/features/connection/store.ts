import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { JoinReply } from '@protocol/http.ts'
import { bindHandshake } from './handshake.ts'
import { type LinkState, nextLink } from './link.ts'
import { type ClassSocket, createSocket, move, revive } from './socket.ts'
import { supervise } from './supervise.ts'

type Binder = (socket: ClassSocket) => void

const leaveTimeoutMs = 3000

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
   * @param view what hangs on the wall sees no names, and is nobody's presence
   * @param renew joins over HTTP again, for when the ticket is refused
   */
  function open (first: JoinReply, renew: () => Promise<JoinReply>, view?: 'screen'): void {
    close()
    state.value = 'connecting'
    failure.value = undefined
    session = first
    const own = socket = createSocket(() => session)
    const owns = (): boolean => own === socket
    bindHandshake(own, () => session.user, view)
    for (const binder of binders) binder(own)
    supervise(own, {
      owns,
      isJoined: () => state.value === 'joined',
      happen: event => { if (owns()) state.value = nextLink(state.value, event) },
      fail: code => {
        if (!owns()) return
        failure.value = code
        close()
      },
      renew: async () => { session = await renew() }
    })
    own.connect()
  }

  let waking: Promise<void> | undefined
  /** Makes sure of the link now, instead of after the rest of a wait or at the next heartbeat. */
  function wake (): void {
    if (socket) waking ??= revive(socket).finally(() => { waking = undefined })
  }

  /** Lets go of the link, but not of the session, until `wake`. */
  function rest (): void {
    if (socket) move(socket)
  }

  /** Ends the socket; the server keeps the seat for its grace. */
  function close (): void {
    const ending = socket
    socket = undefined
    state.value = nextLink(state.value, 'ended')
    ending?.disconnect()
  }

  /** Leaves the class for good, in all tabs of this person. */
  async function leave (): Promise<void> {
    const leaving = socket
    const joined = live()
    // From here on nobody supervises: the server ends the socket as soon as it has answered.
    socket = undefined
    await joined?.timeout(leaveTimeoutMs).emitWithAck('leave', {}).catch(() => undefined)
    state.value = nextLink(state.value, 'ended')
    leaving?.disconnect()
  }

  return { state, failure, bind, live, open, wake, rest, close, leave }
})
