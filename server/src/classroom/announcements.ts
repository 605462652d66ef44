import { protocolVersion } from '../../protocol/constants.ts'
import { type Announcement, type Notice } from './announcement.ts'
import { boardModes } from './boards.ts'
import { talk } from './chat/announcements.ts'
import { controls } from './control/announcements.ts'
import { comings, presence, register } from './people/announcements.ts'
import { course, ownAnswers, tallies } from './quiz/announcements.ts'
import { rooms } from './rooms.ts'
import { signalView } from './signals.ts'
import { type ClassState } from './state.ts'
import { changes, read } from './table.ts'
import { widgetNotice } from './widgets.ts'

const v = protocolVersion

/** Picker, widgets and boards: what everybody sees. */
const tools: Announcement = {
  every: 0,
  of (before, after, at) {
    const to = [rooms.all(after.classCode)]
    const { last } = after.picker
    const widget = before.widgets.rev === after.widgets.rev ? undefined : widgetNotice(after.widgets)
    return [
      ...last && before.picker.rev !== after.picker.rev ? [{ to, event: 'picker:result', args: [last] } satisfies Notice] : [],
      ...widget ? [{ to, event: 'widget:set', args: [{ v, at, ...widget }] } satisfies Notice] : [],
      ...boardNotices(before, after, at)
    ]
  }
}

function boardNotices (before: ClassState, after: ClassState, at: number): Notice[] {
  if (before.boards.rev === after.boards.rev) return []
  const event = before.boards.spotlight === after.boards.spotlight ? 'wb:mode' : 'wb:spotlight'
  return [{ to: [rooms.all(after.classCode)], event, args: [{ v, at, rev: after.boards.rev, ...boardModes(after) }] }]
}

const signals: Announcement = {
  every: 500,
  of: (before, after, at) => before.signals === after.signals ? [] : [{ to: [rooms.teachers], event: 'signal', args: [signalView(after, at)] }]
}

/** To those whose hand was lowered, or is up in another window as well. */
const ownSignals: Announcement = {
  every: 0,
  of: (before, after, at) => [...changes(before.signals.people, after.signals.people)].flatMap(([slot, was, is]): Notice[] => {
    const [hand, help] = [is?.hand !== undefined, is?.help !== undefined]
    const uid = read(after.people.table, slot)?.uid
    const isSame = hand === (was?.hand !== undefined) && help === (was?.help !== undefined)
    return uid === undefined || isSame ? [] : [{ to: [rooms.person(uid)], event: 'signal:mine', args: [{ v, at, hand, help }] }]
  })
}

/** In the order in which a client should hear of things. */
export const announcements: readonly Announcement[] = [comings, controls, course, talk, tools, ownAnswers, tallies, presence, register, signals, ownSignals]
