import { protocolVersion } from '../../protocol/constants.ts'
import { type Announcement, type Notice } from './announcement.ts'
import { boardModes } from './boards.ts'
import { talk } from './chat/announcements.ts'
import { controls } from './control/announcements.ts'
import { comings, presence, register } from './people/announcements.ts'
import { course, tallies } from './quiz/announcements.ts'
import { rooms } from './rooms.ts'
import { signalView } from './signals.ts'
import { type ClassState } from './state.ts'
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

/** In the order in which a client should hear of things. */
export const announcements: readonly Announcement[] = [comings, controls, course, talk, tools, tallies, presence, register, signals]
