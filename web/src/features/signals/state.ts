import type { ClassSnapshot } from '@protocol/class-snapshot.ts'
import type { OwnSignal, Pace, SignalNotice } from '@protocol/signal.ts'

/** What pupils say without words. */
export interface Signals {
  /** Own hand and call for help; false for teachers. */
  hand: boolean
  help: boolean
  /** What this person said about the pace last. */
  pace: Pace | undefined
  /** What all say; undefined for pupils. */
  all: SignalNotice | undefined
}

export const quiet: Signals = { hand: false, help: false, pace: undefined, all: undefined }

export function signalsOf ({ pace }: Signals, snapshot: ClassSnapshot): Signals {
  const { hand, help } = snapshot.me
  return { hand, help, pace, all: 'signal' in snapshot ? snapshot.signal : undefined }
}

export const signalEvents = {
  signal: (signals: Signals, all: SignalNotice): Signals => ({ ...signals, all }),
  'signal:mine': (signals: Signals, { hand, help }: OwnSignal): Signals => ({ ...signals, hand, help })
}

/** Who asks for the teacher, by person: their place in the queue from 1, and what they ask. */
export function queueOf ({ all }: Signals): Map<string, { place: number, hand: boolean, help: boolean }> {
  const queue = new Map<string, { place: number, hand: boolean, help: boolean }>()
  for (const { uid, kind } of all?.hands ?? []) {
    const entry = queue.get(uid) ?? { place: queue.size + 1, hand: false, help: false }
    queue.set(uid, { ...entry, [kind]: true })
  }
  return queue
}
