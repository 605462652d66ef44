import { WidgetSet, type Widget, type WidgetKind, type WidgetNotice } from '../../protocol/widgets.ts'
import { define, done, reject, teachers } from './command.ts'
import { random } from './random.ts'

export interface Widgets {
  rev: number
  /** Kind of the last change, for those who are told. */
  changed: WidgetKind | null
  shown: Partial<Record<WidgetKind, Widget>>
}

export const noWidgets: Widgets = { rev: 0, changed: null, shown: {} }

export const widgetCommands = {
  'widget:set': define({
    from: teachers,
    data: WidgetSet,
    run: ({ state, at, seed, data }) => {
      if (data.kind === 'dice' && 'count' in data && seed === undefined) return reject('BAD_REQUEST', 'dice need a seed')
      const { [data.kind]: _, ...others } = state.widgets.shown
      const shown = 'off' in data ? others : { ...others, [data.kind]: widgetOf(data, at, seed ?? 0) }
      return done({ ...state, widgets: { rev: state.widgets.rev + 1, changed: data.kind, shown } })
    }
  })
}

/** Times are moments of the log's clock, so that every screen shows the same. */
function widgetOf (set: Exclude<WidgetSet, { off: true }>, at: number, seed: number): Widget {
  switch (set.kind) {
    case 'timer': return set.running ? { kind: 'timer', endsAt: at + set.leftMs } : { kind: 'timer', leftMs: set.leftMs }
    case 'stopwatch': return set.running ? { kind: 'stopwatch', since: at - set.ms } : { kind: 'stopwatch', ms: set.ms }
    case 'dice': {
      const next = random(seed)
      return { kind: 'dice', sides: set.sides, faces: Array.from({ length: set.count }, () => Math.floor(next() * set.sides) + 1), at }
    }
    default: return set
  }
}

export function widgetNotice ({ rev, changed, shown }: Widgets): Omit<WidgetNotice, 'v' | 'at'> | undefined {
  return changed === null ? undefined : { rev, kind: changed, widget: shown[changed] ?? null }
}
