import type { Phase } from '@protocol/quiz.ts'

/** What is heard, and never the only way to know: everything is on the screen, too. */
export type Sound = 'open' | 'tick' | 'closed' | 'right' | 'shown' | 'end'

/** A note: its pitch in Hz, when it begins and how long it takes, both in seconds. */
export type Note = readonly [hertz: number, at: number, lasts: number]

/** All in one chord, and short. */
export const tones: Record<Sound, readonly Note[]> = {
  open: [[523, 0, 0.12], [784, 0.1, 0.22]],
  tick: [[784, 0, 0.06]],
  closed: [[523, 0, 0.12], [392, 0.1, 0.22]],
  right: [[659, 0, 0.12], [784, 0.09, 0.12], [1047, 0.18, 0.3]],
  shown: [[523, 0, 0.25]],
  end: [[523, 0, 0.14], [659, 0.12, 0.14], [784, 0.24, 0.14], [1047, 0.36, 0.5]]
}

/** The quiz as far as it is heard. */
export interface Moment {
  /** undefined: there is none, or it is not known yet. */
  phase: Phase | undefined
  asked: string | undefined
  /** Left to answer. */
  seconds: number | undefined
  /** There while the answer is shown. */
  answer: 'right' | 'other' | undefined
}

const lastSeconds = 3

/** The sound of what has just happened; who comes in the middle hears nothing of what was before. */
export function soundAfter (before: Moment, now: Moment): Sound | undefined {
  if (before.phase === undefined) return undefined
  if (now.phase === 'open') {
    if (before.phase !== 'open' || before.asked !== now.asked) return 'open'
    const { seconds = 0 } = now
    return seconds > 0 && seconds <= lastSeconds && seconds < (before.seconds ?? 0) ? 'tick' : undefined
  }
  if (now.phase === 'locked' && before.phase === 'open') return 'closed'
  if (now.answer && !before.answer) return now.answer === 'right' ? 'right' : 'shown'
  return now.phase === 'end' && before.phase !== 'end' ? 'end' : undefined
}
