import { type ClassSnapshot } from '../../protocol/class-snapshot.ts'
import { snapshotFor, type ClassState } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { viewerOf, type ClassSocket } from './class-socket.ts'

/**
 * All that somebody needs to know of the class.
 * @param now - the class's clock
 * @throws {AppError} NOT_JOINED when the class does not know the person
 */
export function snapshotOf (state: ClassState, socket: ClassSocket, now: number): ClassSnapshot {
  const snapshot = snapshotFor(state, viewerOf(socket), now)
  const { user } = socket.data
  if (!snapshot) throw new AppError('NOT_JOINED', 'join first')
  // Whoever opened the popup may know what the class is called; the class itself only when it was opened with a title.
  const title = snapshot.class.title || (user.spaceName ?? user.classCode)
  return { ...snapshot, class: { ...snapshot.class, title } }
}
