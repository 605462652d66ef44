import { type LobbyEntry } from '../../protocol/lobby.ts'
import { isOnline, isPupil, peopleWho } from './people/state.ts'
import { type ClassState } from './state.ts'

/** undefined: there is no class to come into. */
export function lobbyEntry ({ classCode, info, run, modes, people }: ClassState): LobbyEntry | undefined {
  const createdAt = info.createdAt ?? run?.startedAt
  if (createdAt === undefined || (run && run.endedAt !== null)) return undefined
  const { title, capacity, owner, password } = info
  const online = peopleWho(people, isPupil, isOnline).length
  return { classCode, title, capacity, locked: modes.locked || password !== null, online, createdAt, owner }
}

/** Sockets that are in the class. Of a node that is not alive, `node:lost` is to be told. */
export function seatsOf ({ people }: ClassState): Array<{ uid: string, node: string, sid: string }> {
  return peopleWho(people, isOnline).flatMap(([, { uid, sockets }]) => sockets.map(([node, sid]) => ({ uid, node, sid })))
}

export function nodesOf (state: ClassState): Set<string> {
  return new Set(seatsOf(state).map(({ node }) => node))
}

/** Whether nothing of the class is needed any more: it has ended, and all of it is recorded. */
export function isOver ({ run, outbox }: ClassState): boolean {
  return run !== null && run.endedAt !== null && outbox.records.length + outbox.chat.length === 0
}
