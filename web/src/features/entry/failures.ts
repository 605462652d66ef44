import type { Face } from '../../ui/friends.ts'

/** Why somebody is not in the class, as the error page explains it. */
export interface Failure {
  /** Key of the texts below `failure`. */
  reason: 'notFound' | 'badLink' | 'forbidden' | 'full' | 'busy' | 'offline' | 'ended' | 'elsewhere' | 'left' | 'kicked' | 'banned' | 'over' | 'locked'
  face: Face
  /** Whether trying again from here can help. */
  retry: boolean
}

const failures: Record<string, Failure> = {
  NOT_FOUND: { reason: 'notFound', face: 'puzzled', retry: false },
  BAD_REQUEST: { reason: 'badLink', face: 'puzzled', retry: false },
  FORBIDDEN: { reason: 'forbidden', face: 'asleep', retry: false },
  FULL: { reason: 'full', face: 'calm', retry: true },
  OFFLINE: { reason: 'offline', face: 'asleep', retry: true },
  ENDED: { reason: 'ended', face: 'calm', retry: true },
  ELSEWHERE: { reason: 'elsewhere', face: 'calm', retry: true },
  KICK: { reason: 'kicked', face: 'calm', retry: true },
  BAN: { reason: 'banned', face: 'calm', retry: true },
  BANNED: { reason: 'banned', face: 'calm', retry: true },
  END: { reason: 'over', face: 'happy', retry: false },
  CLOSED: { reason: 'locked', face: 'asleep', retry: true },
  LEFT: { reason: 'left', face: 'happy', retry: true }
}

/**
 * The failure behind a code; any other one is the server being busy.
 * @param field what the server missed in the link, if it did
 */
export function failureOf (code: string, field = ''): Failure {
  return failures[field === '' ? code : 'BAD_REQUEST'] ?? { reason: 'busy', face: 'surprised', retry: true }
}
