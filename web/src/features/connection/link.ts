/** How this tab stands with its class. */
export type LinkState = 'connecting' | 'joined' | 'reconnecting' | 'ended'

/** What happened to the link. */
export type LinkEvent = 'joined' | 'lost' | 'ended'

/** The state after an event; `ended` is final. */
export function nextLink (state: LinkState, event: LinkEvent): LinkState {
  if (state === 'ended' || event === 'ended') return 'ended'
  if (event === 'joined') return 'joined'
  return state === 'connecting' ? 'connecting' : 'reconnecting'
}

/** What to do when the server refuses the socket or ends it. */
export type Answer = 'renew' | 'retry' | 'fail'

/**
 * @param code what the server said
 * @param renewed whether a fresh ticket was fetched since the last time the class was joined
 */
export function afterRefusal (code: string, renewed: boolean): Answer {
  if (code === 'UNAVAILABLE' || code === 'RATE_LIMIT') return 'retry'
  return code === 'FORBIDDEN' && !renewed ? 'renew' : 'fail'
}
