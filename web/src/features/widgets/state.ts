import type { ClassEvents } from '@protocol/class-events.ts'
import type { ClassSnapshot } from '@protocol/class-snapshot.ts'
import type { Widget, WidgetKind } from '@protocol/widgets.ts'

type Told<E extends keyof ClassEvents> = Parameters<ClassEvents[E]>[0]
export type WidgetOf<K extends WidgetKind> = Extract<Widget, { kind: K }>
/** What stands on the stage, by kind. */
export type Widgets = { [K in WidgetKind]?: WidgetOf<K> }

export const noWidgets: Widgets = {}

export const widgetsOf = (_: Widgets, { widgets }: ClassSnapshot): Widgets => widgets as Widgets

export const widgetEvents = {
  'widget:set': (widgets: Widgets, { kind, widget }: Told<'widget:set'>): Widgets => {
    const { [kind]: _, ...others } = widgets
    return widget === null ? others : { ...others, [kind]: widget }
  }
}

const order: readonly WidgetKind[] = ['timer', 'stopwatch', 'light', 'work', 'noise', 'dice', 'note', 'qr']

/** In the order in which they are shown. */
export function shownOf (widgets: Widgets): Widget[] {
  return order.flatMap(kind => widgets[kind] ?? [])
}

/** What is left of a timer at a moment of the class's clock, in ms. */
export function leftOf (timer: WidgetOf<'timer'>, now: number): number {
  return 'endsAt' in timer ? Math.max(0, timer.endsAt - now) : timer.leftMs
}

/** What a stopwatch shows at a moment of the class's clock, in ms. */
export function shownBy (stopwatch: WidgetOf<'stopwatch'>, now: number): number {
  return 'since' in stopwatch ? Math.max(0, now - stopwatch.since) : stopwatch.ms
}

export const isRunning = (widget: WidgetOf<'timer'> | WidgetOf<'stopwatch'>): boolean => 'endsAt' in widget || 'since' in widget

/** Key of the words for a level of noise, 0 to 100. */
export function noiseWord (level: number): 'silent' | 'whisper' | 'pair' | 'group' | 'loud' {
  if (level < 15) return 'silent'
  if (level < 35) return 'whisper'
  if (level < 55) return 'pair'
  return level < 80 ? 'group' : 'loud'
}
