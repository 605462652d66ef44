import { Type } from 'typebox'
import { text, uid as uidText } from '../../../protocol/envelope.ts'
import { say } from '../chat/lines.ts'
import { anybody, define, done, server } from '../command.ts'
import { type Timer } from '../machine.ts'
import { lower } from '../signals.ts'
import { type ClassState } from '../state.ts'
import { read } from '../table.ts'
import { isOnline, isPresent, patchPerson, peopleWho, personOf, slotOf, withPeople, type People, type Person, type Seat } from './state.ts'

/** How long the person may be away before they count as gone, in ms. In the command, so that every pod counts alike. */
const graceMs = Type.Integer({ minimum: 0, maximum: 3_600_000 })

export const leaveCommands = {
  /** At once, with all sockets, and without a grace. */
  leave: define({ from: anybody, repeatable: true, data: Type.Object({}), run: ({ state, slot, at }) => done(gone(state, slot, at)) }),

  'socket:end': define({
    from: server,
    data: Type.Object({ uid: uidText(), node: text(256), sid: text(256), graceMs }),
    run: ({ state, at, data: { uid, node, sid, graceMs } }) => {
      const person = personOf(state.people, uid)
      // A socket that was recovered on another pod lives on there.
      const hasEnded = (seat: Seat) => seat[0] === node && seat[1] === sid
      return done(person ? endSockets(state, [[slotOf(state.people, uid), person]], hasEnded, at + graceMs) : state)
    }
  }),

  /** A pod is gone, and its sockets with it. */
  'node:lost': define({
    from: server,
    data: Type.Object({ node: text(256), graceMs }),
    run: ({ state, at, data: { node, graceMs } }) =>
      done(endSockets(state, peopleWho(state.people, isOnline), ([id]) => id === node, at + graceMs))
  })
}

type InSlot = [slot: number, person: Person]

function endSockets (state: ClassState, people: readonly InSlot[], hasEnded: (seat: Seat) => boolean, leaveAt: number): ClassState {
  const changes = people.flatMap(([slot, person]): InSlot[] => {
    const sockets = person.sockets.filter((seat) => !hasEnded(seat))
    if (sockets.length === person.sockets.length) return []
    if (sockets.length) return [[slot, { ...person, sockets }]]
    const [, sid] = person.sockets.at(-1)!
    return [[slot, { ...person, sockets, sid, leaveAt, graces: person.graces + 1 }]]
  })
  return changes.length ? withPeople(state, changes) : state
}

function gone (state: ClassState, slot: number, at: number): ClassState {
  const person = read(state.people.table, slot)
  if (!person || !isPresent(person)) return state
  return say(lower(patchPerson(state, slot, { sockets: [], leaveAt: null }), slot), person, 'leave', at)
}

/** Those whose grace is over are gone, in the order in which it ended. */
export function settleLeaves (state: ClassState, at: number): ClassState {
  const { people } = state
  if (people.leaveAt === null || people.leaveAt > at) return state
  return awayPeople(people).filter(({ leaveAt }) => leaveAt <= at)
    .sort((a, b) => a.leaveAt - b.leaveAt)
    .reduce((settled, { slot, leaveAt }) => gone(settled, slot, leaveAt), state)
}

export function leaveTimers ({ people }: ClassState): Array<Pick<Timer, 'cmdId' | 'at'>> {
  return awayPeople(people).map(({ uid, graces, leaveAt }) => ({ cmdId: `leave:${uid}:${graces}`, at: leaveAt }))
}

function awayPeople (people: People) {
  return peopleWho(people).flatMap(([slot, { uid, graces, leaveAt }]) => leaveAt === null ? [] : [{ slot, uid, graces, leaveAt }])
}
