import { Type, type Static } from 'typebox'
import { count, head, oneOf, strict, text, time } from './envelope.ts'

const kind = <K extends string>(name: K) => Type.Literal(name)
const ms = () => Type.Integer({ minimum: 0, maximum: 24 * 3_600_000 })
const light = strict({ kind: kind('light'), colour: oneOf(['red', 'amber', 'green']) })
/** limit: how loud the class may be, 0 to 100. */
const noise = strict({ kind: kind('noise'), limit: Type.Integer({ minimum: 0, maximum: 100 }) })
const qr = strict({ kind: kind('qr'), text: text(1000) })
const note = strict({ kind: kind('note'), text: text(2000, 0) })
const work = strict({ kind: kind('work'), sign: oneOf(['alone', 'pair', 'group', 'quiet']) })
const fixed = [light, noise, qr, note, work] as const

export const widgetKinds = ['timer', 'stopwatch', 'light', 'noise', 'dice', 'qr', 'note', 'work'] as const
export type WidgetKind = typeof widgetKinds[number]

/** Body of `widget:set`: how a widget is to stand from now on; `off` takes it away. */
export const WidgetSet = Type.Union([
  strict({ kind: kind('timer'), running: Type.Boolean(), leftMs: ms() }),
  strict({ kind: kind('stopwatch'), running: Type.Boolean(), ms: ms() }),
  strict({ kind: kind('dice'), count: Type.Integer({ minimum: 1, maximum: 6 }), sides: Type.Integer({ minimum: 2, maximum: 100 }) }),
  ...fixed,
  strict({ kind: oneOf(widgetKinds), off: Type.Literal(true) })
])
export type WidgetSet = Static<typeof WidgetSet>

/** A widget as everybody sees it. */
export const Widget = Type.Union([
  strict({ kind: kind('timer'), endsAt: time() }),
  strict({ kind: kind('timer'), leftMs: ms() }),
  /** since: when it would have shown 0. */
  strict({ kind: kind('stopwatch'), since: time() }),
  strict({ kind: kind('stopwatch'), ms: ms() }),
  strict({ kind: kind('dice'), sides: count(), faces: Type.Array(count()), at: time() }),
  ...fixed
])
export type Widget = Static<typeof Widget>

/** `widget:set` as the server tells it; null: taken away. */
export const WidgetNotice = strict({ ...head, kind: oneOf(widgetKinds), widget: Type.Union([Widget, Type.Null()]) })
export type WidgetNotice = Static<typeof WidgetNotice>
