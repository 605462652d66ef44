import { paces, reactions, Signal, type Pace, type Reaction, type SignalNotice } from '../../protocol/signal.ts'
import { protocolVersion } from '../../protocol/constants.ts'
import { define, done, pupils } from './command.ts'
import { type ClassState } from './state.ts'
import { entries, read, write, type Table } from './table.ts'

interface PersonSignals {
  hand?: number
  help?: number
  pace?: readonly [value: Pace, at: number]
}

export interface Signals {
  people: Table<PersonSignals>
  /** Counted since, and forgotten after a while. */
  reactions: { since: number, counts: Partial<Record<Reaction, number>> }
}

export const silence: Signals = { people: [], reactions: { since: 0, counts: {} } }

const paceMs = 120_000
const reactionMs = 10_000

export const signalCommands = {
  signal: define({
    from: pupils,
    data: Signal,
    run: ({ state, slot, at, data }) => {
      const { people, reactions: counted } = state.signals
      const { [data.kind as 'hand']: before, ...others } = read(people, slot) ?? {}
      const set = (signals: PersonSignals) => done({ ...state, signals: { ...state.signals, people: write(people, slot, signals) } })
      switch (data.kind) {
        case 'reaction': {
          const { since, counts } = isFresh(counted, at) ? counted : { since: at, counts: {} }
          const more = { ...counts, [data.value]: (counts[data.value] ?? 0) + 1 }
          return done({ ...state, signals: { people, reactions: { since, counts: more } } })
        }
        case 'pace': return set({ ...others, pace: [data.value, at] })
        // Asking again does not lose the place in the queue.
        default: return set(data.on ? { ...others, [data.kind]: before ?? at } : others)
      }
    }
  })
}

/** Lowers the hand of a person, or every hand. */
export function lower (state: ClassState, slot?: number): ClassState {
  const { people } = state.signals
  const raised = [...entries(people)].filter(([of]) => slot === undefined || of === slot)
  if (!raised.length) return state
  const lowered = raised.reduce((table, [of, { hand, help, ...rest }]) => write(table, of, Object.keys(rest).length ? rest : null), people)
  return { ...state, signals: { ...state.signals, people: lowered } }
}

const isFresh = ({ since }: Signals['reactions'], at: number) => at < since + reactionMs

export const handsOf = ({ signals }: ClassState, slot: number): PersonSignals => read(signals.people, slot) ?? {}

export function signalView ({ signals, people }: ClassState, at: number): SignalNotice {
  const all = [...entries(signals.people)]
  const hands = all.flatMap(([slot, { hand, help }]) => (['hand', 'help'] as const).flatMap((kind) => {
    const since = kind === 'hand' ? hand : help
    const uid = read(people.table, slot)?.uid
    return since === undefined || uid === undefined ? [] : [{ uid, kind, at: since }]
  }))
  const said = all.flatMap(([, { pace }]) => pace && at < pace[1] + paceMs ? [pace[0]] : [])
  const counts = isFresh(signals.reactions, at) ? signals.reactions.counts : {}
  return {
    v: protocolVersion,
    at,
    hands: hands.sort((a, b) => a.at - b.at),
    pace: tally(paces, (value) => said.filter((one) => one === value).length),
    reactions: tally(reactions, (value) => counts[value] ?? 0),
    until: isFresh(signals.reactions, at) ? signals.reactions.since + reactionMs : at
  }
}

function tally<K extends string> (keys: readonly K[], countOf: (key: K) => number): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, countOf(key)])) as Record<K, number>
}
