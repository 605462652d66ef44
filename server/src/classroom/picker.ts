import { PickerDraw, type PickerResult } from '../../protocol/picker.ts'
import { protocolVersion } from '../../protocol/constants.ts'
import { define, done, reject, teachers } from './command.ts'
import { isOnline, isPupil, peopleWho, type Person } from './people/state.ts'
import { shuffle } from './random.ts'
import { handsOf } from './signals.ts'
import { type ClassState } from './state.ts'

export interface Picker {
  rev: number
  /** Slots of who was drawn, and is not drawn again before all of a pool were. */
  drawn: readonly number[]
  last: PickerResult | null
}

export const neverDrawn: Picker = { rev: 0, drawn: [], last: null }

/** Time for every screen to learn of the draw before the animation starts, and how long that takes. */
const leadMs = 1_000
const animationMs = 3_200

export const pickerCommands = {
  'picker:draw': define({
    from: teachers,
    data: PickerDraw,
    run: ({ state, at, seed, data: { pool, n, style, exclude } }) => {
      if (seed === undefined) return reject('BAD_REQUEST', 'a draw needs a seed')
      const candidates = candidatesOf(state, pool)
      if (!candidates.length) return reject('BAD_REQUEST', 'there is nobody to draw from')
      const { drawn, rev } = state.picker
      const order = shuffle(candidates, seed)
      const isFresh = ([slot]: [number, Person]) => !exclude || !drawn.includes(slot)
      const fresh = order.filter(isFresh)
      const winners = [...fresh, ...order.filter((one) => !isFresh(one))].slice(0, n)
      // The pool is empty: whoever is in it can be drawn again.
      const spent = fresh.length < n ? drawn.filter((slot) => !candidates.some(([of]) => of === slot)) : drawn
      const last: PickerResult = {
        v: protocolVersion,
        at,
        rev: rev + 1,
        candidates: fresh.length >= n ? fresh.map(named) : order.map(named),
        winners: winners.map(named),
        style,
        startsAt: at + leadMs,
        ms: animationMs
      }
      return done({ ...state, picker: { rev: rev + 1, drawn: exclude ? [...spent, ...winners.map(([slot]) => slot)] : drawn, last } })
    }
  })
}

const named = ([, { uid, name }]: [number, Person]) => ({ uid, name })

function candidatesOf (state: ClassState, pool: PickerDraw['pool']): Array<[number, Person]> {
  const pupils = peopleWho(state.people, isPupil)
  if (pool === 'all') return pupils
  if (pool === 'online') return pupils.filter(([, person]) => isOnline(person))
  if (pool === 'hands') return pupils.filter(([slot]) => handsOf(state, slot).hand !== undefined)
  if (Array.isArray(pool)) return pupils.filter(([, { uid }]) => pool.includes(uid))
  return pupils.filter(([, { team }]) => team === pool.team)
}
