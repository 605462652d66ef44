import { type ClassSnapshot } from '../../protocol/class-snapshot.ts'
import { type User } from '../../protocol/user.ts'
import { snapshotFor, type ClassState } from '../classroom/index.ts'
import { AppError } from '../errors.ts'

/**
 * All that the person needs to know of the class.
 * @param now - the class's clock
 * @throws {AppError} NOT_JOINED when the class does not know the person
 */
export function snapshotOf (state: ClassState, user: User, now: number): ClassSnapshot {
  const snapshot = snapshotFor(state, user, now)
  if (!snapshot) throw new AppError('NOT_JOINED', 'join first')
  // Whoever opened the popup may know what the class is called; the class itself only when it was opened with a title.
  const title = snapshot.class.title || (user.spaceName ?? user.classCode)
  return { ...snapshot, class: { ...snapshot.class, title } }
}
