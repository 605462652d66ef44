import { features, type FeatureName, type PupilSnapshot, type TeacherSnapshot } from '../../protocol/class-snapshot.ts'
import { protocolVersion } from '../../protocol/constants.ts'
import { boardModes, watchedBy } from './boards.ts'
import { history } from './chat/views.ts'
import { modesOf } from './control/views.ts'
import { slotOf } from './people/state.ts'
import { countsOf, meOf, rosterOf } from './people/views.ts'
import { quizSnapshot, teacherQuizSnapshot } from './quiz/snapshot.ts'
import { type Viewer } from './rooms.ts'
import { signalView } from './signals.ts'
import { type ClassState } from './state.ts'
import { read } from './table.ts'

/**
 * All that somebody needs to know of the class: the answer to a join and to `state:sync`.
 * @param now - the server's clock
 * @returns undefined for somebody whom the class does not know
 */
export function snapshotFor (state: ClassState, viewer: Viewer, now: number): PupilSnapshot | TeacherSnapshot | undefined {
  const me = meOf(state, viewer.uid)
  if (!me) return undefined
  const shared = sharedBy(state, viewer, now)
  if (viewer.role === 'TE') return { ...shared, me, ...forTeacher(state, viewer, now) }
  return { ...shared, me, roster: countsOf(state.people), quiz: quizSnapshot(state, viewer, now) }
}

function sharedBy (state: ClassState, viewer: Viewer, now: number) {
  const { classCode, info: { title, capacity }, media, widgets, picker } = state
  const revs = revsOf(state)
  return {
    v: protocolVersion,
    now,
    rev: Object.values(revs).reduce((sum, rev) => sum + rev, 0),
    class: { classCode, title, capacity },
    modes: modesOf(state),
    media,
    widgets: widgets.shown,
    board: boardModes(state),
    picker: picker.last,
    chat: history(state, viewer),
    revs
  } as const
}

function forTeacher (state: ClassState, { uid }: Viewer, now: number) {
  const { people, picker } = state
  return {
    roster: rosterOf(people),
    quiz: teacherQuizSnapshot(state, now),
    signal: signalView(state, now),
    drawn: picker.drawn.flatMap((slot) => read(people.table, slot)?.uid ?? []),
    banned: people.banned,
    watching: watchedBy(state, slotOf(people, uid))
  }
}

function revsOf ({ quiz, picker, widgets, chat, boards, modes }: ClassState): Record<FeatureName, number> {
  const revs = { quiz: quiz?.rev ?? 0, picker: picker.rev, widgets: widgets.rev, chat: chat.rev, board: boards.rev, control: modes.rev }
  return Object.fromEntries(features.map((name) => [name, revs[name]])) as Record<FeatureName, number>
}
