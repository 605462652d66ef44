import { type BannedPerson } from '../../../protocol/class-snapshot.ts'
import { rooms, type Role } from '../../../protocol/constants.ts'
import { type PersonState } from '../../../protocol/snapshot.ts'
import { type ClassState } from '../state.ts'
import { entries, read, write, type Table } from '../table.ts'

/** Node and id of a socket that is in the class. */
export type Seat = readonly [node: string, sid: string]

export interface Person {
  uid: string
  role: Role
  name: string
  stuNo?: string
  sockets: readonly Seat[]
  /** Id of the socket that came last, or that ended last. */
  sid: string
  /** There while the person is away: when they count as gone. */
  leaveAt: number | null
  /** How often they were away, and how often they came: numbers that tell one time from the next. */
  graces: number
  visits: number
  /** 0: none. */
  team: number
  muted: boolean
  /** Their time as a multiple of everybody's. */
  factor: number
}

export interface People {
  table: Table<Person>
  /** Slot by room of the person; a bare uid could be the name of something that every object has. */
  slots: Readonly<Record<string, number>>
  /** Next free slot; slots are not used again. */
  next: number
  /** Earliest leaveAt of all. */
  leaveAt: number | null
  /** Number of teams; 0: none. */
  teams: number
  banned: readonly BannedPerson[]
}

export const nobody: People = { table: [], slots: {}, next: 0, leaveAt: null, teams: 0, banned: [] }

export function slotOf (people: People, uid: string): number {
  return people.slots[rooms.person(uid)] ?? -1
}

export function personOf (people: People, uid: string): Person | null {
  return read(people.table, slotOf(people, uid))
}

export const isBanned = ({ banned }: People, uid: string) => banned.some((person) => person.uid === uid)

export function presenceOf ({ sockets, leaveAt }: Person): PersonState {
  if (sockets.length) return 'online'
  return leaveAt === null ? 'offline' : 'away'
}

export const isPresent = (person: Person) => presenceOf(person) !== 'offline'
export const isOnline = (person: Person) => person.sockets.length > 0
export const isPupil = ({ role }: Person) => role === 'ST'

/** People that a condition holds for, in the order in which they first came. */
export function peopleWho (people: People, ...conditions: Array<(person: Person) => boolean>): Array<[slot: number, person: Person]> {
  return [...entries(people.table)].filter(([, person]) => conditions.every((holds) => holds(person)))
}

type Change = readonly [slot: number, person: Person | null]

/** Puts people in, or takes them out (null). */
export function withPeople (state: ClassState, changes: readonly Change[]): ClassState {
  let { table } = state.people
  for (const [slot, person] of changes) table = write(table, slot, person)
  return { ...state, people: { ...state.people, table, leaveAt: earliestLeave(table, state.people, changes) } }
}

function earliestLeave (table: Table<Person>, { leaveAt, table: before }: People, changes: readonly Change[]): number | null {
  // Most changes have nothing to do with leaving, and a class has many people.
  if (changes.every(([slot, person]) => (read(before, slot)?.leaveAt ?? null) === (person?.leaveAt ?? null))) return leaveAt
  const times = [...entries(table)].flatMap(([, person]) => person.leaveAt ?? [])
  return times.length ? Math.min(...times) : null
}

export function patchPerson (state: ClassState, slot: number, patch: Partial<Person>): ClassState {
  const person = read(state.people.table, slot)
  return person ? withPeople(state, [[slot, { ...person, ...patch }]]) : state
}
