import type { ClassEvents } from '@protocol/class-events.ts'
import type { BannedPerson, ClassSnapshot } from '@protocol/class-snapshot.ts'
import type { Counts } from '@protocol/snapshot.ts'
import { countOnline, type Person, withArrival, withEntries, withStates } from './roster.ts'

type Told<E extends keyof ClassEvents> = Parameters<ClassEvents[E]>[0]

/** The class as this person may see it. */
export interface ClassView {
  me: ClassSnapshot['me'] | undefined
  /** Whether this window teaches; the projector of a teacher does not. */
  teaches: boolean
  info: ClassSnapshot['class'] | undefined
  modes: ClassSnapshot['modes']
  /** Everybody; empty for pupils, who only get counts. */
  roster: readonly Person[]
  /** Who may not come back; empty for pupils. */
  banned: readonly BannedPerson[]
  /** Who is online, by role. */
  counts: Counts
}

export const unknownClass: ClassView = {
  me: undefined,
  teaches: false,
  info: undefined,
  modes: { locked: false, focus: false, paused: false, share: true, names: false, chat: 'all' },
  roster: [],
  banned: [],
  counts: { te: 0, st: 0 }
}

const withRoster = (view: ClassView, roster: readonly Person[]): ClassView => ({ ...view, roster, counts: countOnline(roster) })
const ofTeacher = ({ teaches }: ClassView): boolean => teaches

export function classOf (_: ClassView, snapshot: ClassSnapshot): ClassView {
  const { me, class: info, modes, roster } = snapshot
  const view = { ...unknownClass, me, info, modes }
  if (!Array.isArray(roster)) return { ...view, counts: roster }
  return withRoster({ ...view, teaches: true, banned: 'banned' in snapshot ? snapshot.banned : [] }, roster)
}

export const classEvents = {
  join: (view: ClassView, { uid, userName, userType }: Told<'join'>) =>
    ofTeacher(view) ? withRoster(view, withArrival(view.roster, { uid, name: userName, role: userType })) : view,
  disconnected: (view: ClassView, _sessionId: string, { uid }: { uid: string }) =>
    ofTeacher(view) ? withRoster(view, withStates(view.roster, [{ uid, state: 'offline' }])) : view,
  presence: (view: ClassView, notice: Told<'presence'>) =>
    'people' in notice ? withRoster(view, withStates(view.roster, notice.people)) : { ...view, counts: { te: notice.te, st: notice.st } },
  /** Follows the announcements soon, and says more than they do. */
  people: (view: ClassView, { people, removed, banned = view.banned }: Told<'people'>) =>
    withRoster({ ...view, banned }, withEntries(view.roster, people, removed)),
  control: (view: ClassView, { modes, me }: Told<'control'>): ClassView =>
    ({ ...view, modes: modes ?? view.modes, me: view.me && me ? { ...view.me, ...me } : view.me })
}
