import { type Role } from '../../../protocol/constants.ts'
import { type Failure } from '../../../protocol/result.ts'
import { reject } from '../command.ts'
import { type ClassState } from '../state.ts'
import { isBanned, isPresent, isPupil, peopleWho, personOf } from './state.ts'

/** People that a run can know; those who left count, since their results stay. */
export const peopleRoom = 2_000

/**
 * Why somebody cannot come in now. A pupil that the class knows always can; a new one needs a free seat, and seats are taken
 * by the pupils who are there.
 */
export function admission (state: ClassState, { uid, role }: { uid: string, role: Role }): Failure | undefined {
  const { people, run, modes, info, access } = state
  if (run && run.endedAt !== null && role === 'ST') return reject('CLOSED', 'the class has ended')
  const known = personOf(people, uid)
  if (known) return known.role === role ? undefined : reject('FORBIDDEN', 'this person is in the class in another role')
  if (isBanned(people, uid)) return reject('BANNED', 'this person may not come back')
  if (people.next >= peopleRoom) return reject('FULL', 'the class cannot know more people')
  if (role === 'TE') return undefined
  if (modes.locked) return reject('CLOSED', 'the class is locked', true)
  if (peopleWho(people, isPupil, isPresent).length >= info.capacity) return reject('FULL', 'all seats are taken', true)
  if (info.password !== null && !access.passed.includes(uid)) return reject('WRONG_PASSWORD', 'the class has a password', true)
  return undefined
}
