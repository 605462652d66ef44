import type { WidgetKind } from '@protocol/widgets.ts'
import type { IconName } from '../../ui/icons.ts'

export const widgetIcons: Record<WidgetKind, IconName> = {
  timer: 'clock', stopwatch: 'stopwatch', light: 'light', noise: 'sound', dice: 'dice', qr: 'qr', note: 'note', work: 'people'
}

/** How pupils work. */
export const signIcons = { alone: 'person', pair: 'people', group: 'talk', quiet: 'quiet' } as const satisfies Record<string, IconName>
