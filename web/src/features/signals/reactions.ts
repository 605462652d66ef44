import type { Pace, Reaction } from '@protocol/signal.ts'
import type { Body, Face } from '../../ui/friends.ts'

export const paces: readonly Pace[] = ['slow', 'ok', 'fast']

/** Reactions are the friends; their words are below `reaction`. */
export const reactionFriends: ReadonlyArray<{ reaction: Reaction, body: Body, face: Face }> = [
  { reaction: 'square', body: 4, face: 'happy' },
  { reaction: 'circle', body: 3, face: 'surprised' },
  { reaction: 'pentagon', body: 6, face: 'calm' },
  { reaction: 'diamond', body: 2, face: 'puzzled' },
  { reaction: 'star', body: 5, face: 'happy' },
  { reaction: 'triangle', body: 1, face: 'calm' }
]
