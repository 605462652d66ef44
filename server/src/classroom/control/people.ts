import { type BannedPerson } from '../../../protocol/class-snapshot.ts'
import { rooms } from '../../../protocol/constants.ts'
import { type Failure } from '../../../protocol/result.ts'
import { done, isFailure, reject, type Step } from '../command.ts'
import { defined } from '../defined.ts'
import { record } from '../outbox.ts'
import { isBanned, isPupil, patchPerson, peopleWho, personOf, slotOf, withPeople, type Person } from '../people/state.ts'
import { shuffle } from '../random.ts'
import { lower } from '../signals.ts'
import { type ClassState } from '../state.ts'

/** People who may not come back that are remembered. */
const bannedRoom = 500

function pupilOf (state: ClassState, uid: string): Person | Failure {
  const person = personOf(state.people, uid)
  if (!person) return reject('BAD_REQUEST', 'nobody of that uid is in the class')
  return isPupil(person) ? person : reject('FORBIDDEN', 'this is a teacher')
}

export function decide (state: ClassState, uid: string, marks: Partial<Pick<Person, 'muted' | 'team' | 'factor'>>): Step {
  const pupil = pupilOf(state, uid)
  if (isFailure(pupil)) return pupil
  const decided = patchPerson(state, slotOf(state.people, uid), marks)
  const { people } = decided
  return done({ ...decided, people: { ...people, teams: Math.max(people.teams, marks.team ?? 0) } })
}

/** Takes a pupil out of the class, with what they have done; who is banned cannot come back. */
export function remove (state: ClassState, uid: string, at: number, { ban }: { ban: boolean }): Step {
  const pupil = pupilOf(state, uid)
  // Somebody who has not come yet can be kept out.
  if (isFailure(pupil)) return ban && !personOf(state.people, uid) ? done(withBan(state, { uid })) : pupil
  const slot = slotOf(state.people, uid)
  const removed = withPeople(lower(state, slot), [[slot, null]])
  const { [rooms.person(uid)]: _, ...slots } = removed.people.slots
  const without = record({ ...removed, people: { ...removed.people, slots } }, { kind: 'removed', uid }, at)
  const { name, stuNo } = pupil
  return done(ban ? withBan(without, defined({ uid, name, stuNo })) : without)
}

function withBan (state: ClassState, person: BannedPerson): ClassState {
  const banned = [...unban(state, person.uid).people.banned, person].slice(-bannedRoom)
  return { ...state, people: { ...state.people, banned } }
}

export function unban (state: ClassState, uid: string): ClassState {
  const { people } = state
  return isBanned(people, uid) ? { ...state, people: { ...people, banned: people.banned.filter((person) => person.uid !== uid) } } : state
}

/** Deals all pupils into teams that differ by one at most. */
export function deal (state: ClassState, teams: number, seed: number | undefined): Step {
  if (teams > 0 && seed === undefined) return reject('BAD_REQUEST', 'teams need a seed')
  const pupils = peopleWho(state.people, isPupil)
  const order = shuffle(pupils, seed ?? 0)
  const dealt = withPeople(state, order.map(([slot, person], index) => [slot, { ...person, team: teams ? index % teams + 1 : 0 }]))
  return done({ ...dealt, people: { ...dealt.people, teams } })
}
