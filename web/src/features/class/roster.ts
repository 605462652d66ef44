import type { Role } from '@protocol/constants.ts'
import type { PersonMarks } from '@protocol/control.ts'
import type { Counts, PersonState, RosterEntry } from '@protocol/snapshot.ts'

/** Somebody as teachers know them; what was decided about them follows soon after they come. */
export type Person = RosterEntry & Partial<PersonMarks>

const byName = new Intl.Collator('ko')

const numberOf = ({ stuNo }: Person): number => {
  const number = Number.parseInt(stuNo ?? '', 10)
  return Number.isNaN(number) ? Infinity : number
}

/** Pupils in the order of a class register: number first, those without one after, then by name. */
export function pupilsInOrder (roster: readonly Person[]): Person[] {
  return roster.filter(({ role }) => role === 'ST').sort((a, b) => {
    const [first, second] = [numberOf(a), numberOf(b)]
    return first === second ? byName.compare(a.name, b.name) : first < second ? -1 : 1
  })
}

/** Somebody has come, or is back; the register keeps what it knows of them. */
export function withArrival (roster: readonly Person[], { uid, name, role }: Pick<Person, 'uid' | 'name' | 'role'>): Person[] {
  const known = roster.find(person => person.uid === uid)
  return [...roster.filter(person => person.uid !== uid), { ...known, uid, name, role, state: 'online' }]
}

/** What the register says of people, and who was taken out of it. */
export function withEntries (roster: readonly Person[], entries: readonly Person[], removed: readonly string[]): Person[] {
  const replaced = new Set([...entries.map(({ uid }) => uid), ...removed])
  return [...roster.filter(({ uid }) => !replaced.has(uid)), ...entries]
}

/** New states; people the register does not know are left out. */
export function withStates (roster: readonly Person[], changes: ReadonlyArray<{ uid: string, state: PersonState }>): Person[] {
  const states = new Map(changes.map(({ uid, state }) => [uid, state]))
  return roster.map(person => ({ ...person, state: states.get(person.uid) ?? person.state }))
}

/** How many of each role are there. */
export function countOnline (roster: readonly Person[]): Counts {
  const online = (role: Role): number => roster.filter(person => person.role === role && person.state === 'online').length
  return { te: online('TE'), st: online('ST') }
}
