import { Type } from 'typebox'
import { limits, rooms, type Role } from '../../../protocol/constants.ts'
import { text } from '../../../protocol/envelope.ts'
import { say } from '../chat/lines.ts'
import { anybody, define, done } from '../command.ts'
import { defined } from '../defined.ts'
import { renewed } from '../initial.ts'
import { record } from '../outbox.ts'
import { type ClassState } from '../state.ts'
import { admission } from './admission.ts'
import { isOnline, isPresent, isPupil, peopleWho, personOf, slotOf, withPeople, type People, type Person } from './state.ts'

/** A class that nobody did anything in for so long, in ms, starts anew with the next person: the same code is used every day. */
const idleMs = 6 * 3_600_000
/** Sockets of a person that are remembered. */
const socketRoom = 20

export const joinCommands = {
  join: define({
    from: anybody,
    repeatable: true,
    data: Type.Object({
      node: text(256),
      sid: text(256),
      name: text(limits.name),
      stuNo: Type.Optional(text(limits.text)),
      /** What the class is called, where it has no title yet. */
      title: Type.Optional(text(limits.text))
    }),
    run: ({ state, uid, role: sender, at, data: { node, sid, name, stuNo, title = '' } }) => {
      const role = sender as Role
      const open = openRun(state, role, title, at)
      const problem = admission(open, { uid, role })
      if (problem) return problem
      const { people, run } = open
      const known = personOf(people, uid)
      const slot = known ? slotOf(people, uid) : people.next
      const { stuNo: _, ...before } = known ?? newcomer(uid, role, people)
      const isBack = isPresent(before)
      const person: Person = {
        ...before,
        ...defined({ name, stuNo }),
        // The socket may have been on another pod before.
        sockets: [...before.sockets.filter((seat) => seat[1] !== sid), [node, sid] as const].slice(-socketRoom),
        sid,
        leaveAt: null,
        visits: before.visits + (isBack ? 0 : 1)
      }
      const slots = known ? people.slots : { ...people.slots, [rooms.person(uid)]: slot }
      const next = Math.max(people.next, slot + 1)
      const active = { ...open, people: { ...people, slots, next }, run: run && { ...run, activeAt: at } }
      const inside = withPeople(active, [[slot, person]])
      const isSame = known?.name === name && known.stuNo === stuNo
      const recorded = isSame ? inside : record(inside, { kind: 'person', ...defined({ uid, role, name, stuNo }) }, at)
      return done(isBack ? recorded : say(recorded, person, 'join', at), { first: !isBack })
    }
  })
}

function newcomer (uid: string, role: Role, people: People): Person {
  return {
    uid, role, name: '', sockets: [], sid: '', leaveAt: null, graces: 0, visits: 0, team: role === 'ST' ? smallestTeam(people) : 0, muted: false, factor: 1
  }
}

function smallestTeam (people: People): number {
  const members = Array.from({ length: people.teams }, (_, index) => peopleWho(people, isPupil, ({ team }) => team === index + 1).length)
  return members.indexOf(Math.min(...members)) + 1
}

/** The run that somebody comes into: the one that goes on, or a new one. What waits to be recorded stays. */
function openRun (state: ClassState, role: Role, title: string, at: number): ClassState {
  const { run } = state
  const isOver = run !== null && run.endedAt !== null && role === 'TE'
  const isForgotten = run !== null && at - run.activeAt > idleMs && !peopleWho(state.people, isOnline).length
  if (run !== null && !isOver && !isForgotten) return state
  const anew = isOver ? renewed(state) : { ...renewed(state), info: state.info }
  const { classCode } = anew
  const info = { ...anew.info, title: anew.info.title || title }
  const id = `${classCode}-${at.toString(36)}`
  const opened: ClassState = { ...anew, info, run: { id, startedAt: at, endedAt: null, activeAt: at } }
  return record(opened, { kind: 'run', classCode, title: info.title, startedAt: at }, at)
}
