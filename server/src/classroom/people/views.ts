import { colours, type PupilSnapshot, type TeacherRosterEntry } from '../../../protocol/class-snapshot.ts'
import { type PersonMarks } from '../../../protocol/control.ts'
import { type Counts } from '../../../protocol/snapshot.ts'
import { defined } from '../defined.ts'
import { handsOf } from '../signals.ts'
import { type ClassState } from '../state.ts'
import { isOnline, peopleWho, personOf, presenceOf, slotOf, type People, type Person } from './state.ts'

const collator = new Intl.Collator('ko')

function numberOf ({ stuNo }: Pick<Person, 'stuNo'>): number {
  const number = Number.parseInt(stuNo ?? '', 10)
  return Number.isNaN(number) ? Infinity : number
}

/** The order of a class register: by number, those without one last, then by name. */
export function byRegister (a: Pick<Person, 'stuNo' | 'name'>, b: Pick<Person, 'stuNo' | 'name'>): number {
  const [first, second] = [numberOf(a), numberOf(b)]
  return first === second ? collator.compare(a.name, b.name) : first < second ? -1 : 1
}

export function marksOf ({ team, muted, factor }: Person): PersonMarks {
  return { muted, factor, ...team && { team } }
}

const colourOf = (slot: number) => slot % colours

export function rosterEntry ([slot, person]: [slot: number, person: Person]): TeacherRosterEntry {
  const { uid, name, role, stuNo } = person
  return { ...defined({ uid, name, role, stuNo }), state: presenceOf(person), ...marksOf(person), colour: colourOf(slot) }
}

export function rosterOf (people: People): TeacherRosterEntry[] {
  return peopleWho(people).map(rosterEntry).sort(byRegister)
}

/** Who is online. */
export function countsOf (people: People): Counts {
  const online = peopleWho(people, isOnline).map(([, { role }]) => role)
  return { te: online.filter((role) => role === 'TE').length, st: online.filter((role) => role === 'ST').length }
}

export function meOf (state: ClassState, uid: string): PupilSnapshot['me'] | undefined {
  const person = personOf(state.people, uid)
  if (!person) return undefined
  const slot = slotOf(state.people, uid)
  const { hand, help } = handsOf(state, slot)
  const { role, name, stuNo } = person
  return { ...defined({ uid, role, name, stuNo }), ...marksOf(person), colour: colourOf(slot), hand: hand !== undefined, help: help !== undefined }
}
