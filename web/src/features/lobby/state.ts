import type { LobbyEntry, LobbyList, LobbyUpdate } from '@protocol/lobby.ts'

/** Classes that are going on, the newest first. */
export type Lobby = readonly LobbyEntry[]

const sorted = (classes: readonly LobbyEntry[]): Lobby => [...classes].sort((a, b) => b.createdAt - a.createdAt)

export const listed = (_: Lobby, { classes }: LobbyList): Lobby => sorted(classes)

export function updated (lobby: Lobby, { type, class: entry }: LobbyUpdate): Lobby {
  const others = lobby.filter(({ classCode }) => classCode !== entry.classCode)
  return type === 'removed' ? others : sorted([...others, entry])
}

export const isFull = ({ online, capacity }: Pick<LobbyEntry, 'online' | 'capacity'>): boolean => online >= capacity
