import { type ClassEvents } from '../../protocol/class-events.ts'
import { announcements, classMachine, snapshotFor, type ClassState, type Notice, type Viewer } from '../../src/classroom/index.ts'
import { type Timed } from './commands.ts'
import { reaches } from './lesson.ts'

export interface Heard {
  state: ClassState
  viewer: Viewer
  event: keyof ClassEvents | 'joined'
  args: unknown[]
}

/** All that somebody is told and could ask for in a lesson, after each command. */
export function * hear (lesson: readonly Timed[], viewers: readonly Viewer[]): Generator<Heard> {
  let [before, at] = [classMachine.initial('/3-2'), 1_000_000]
  for (const { command, after } of lesson) {
    at += after
    const { state } = classMachine.apply(before, command, at)
    const notices = announcements.flatMap(({ of }) => of(before, state, at)).filter((notice): notice is Extract<Notice, { event: string }> => 'event' in notice)
    for (const viewer of viewers) {
      for (const notice of notices.filter((one) => reaches(one, viewer, '3-2'))) yield { state, viewer, event: notice.event, args: notice.args }
      const snapshot = snapshotFor(state, viewer, at)
      if (snapshot) yield { state, viewer, event: 'joined', args: [snapshot] }
    }
    before = state
  }
}
