import { rooms } from '../../protocol/constants.ts'
import { type RosterEntry } from '../../protocol/snapshot.ts'
import { type User } from '../../protocol/user.ts'
import { createPresenceNotices } from './presence-notices.ts'
import { type ClassNamespace, type ClassSocket } from './types.ts'

/** A person as the node sees it that holds, or held, sockets of that person. */
interface Sighting extends RosterEntry {
  /** When the state began, in ms since the epoch. */
  since: number
  /** The person's newest socket, or the last one that ended. */
  sid: string
}

/** What nodes that host a class ask and tell each other. */
export interface PeerEvents {
  'presence:ask': (uid: string | null, answer: (sightings: Sighting[]) => void) => void
  'presence:left': (uid: string) => void
}

interface Person extends Sighting {
  sockets: Set<string>
  leaving?: NodeJS.Timeout
}

const rank = { online: 2, away: 1, offline: 0 }

/**
 * Who is in a class. Each node knows the people whose sockets it holds, and keeps those that left; whatever concerns the whole class is asked
 * of all nodes that host it.
 */
export class Presence {
  readonly #nsp: ClassNamespace
  readonly #graceMs: number
  readonly #people = new Map<string, Person>()
  readonly #notices: ReturnType<typeof createPresenceNotices>

  /** @param graceMs - how long somebody may be away before the others are told */
  constructor (nsp: ClassNamespace, graceMs: number) {
    this.#nsp = nsp
    this.#graceMs = graceMs
    this.#notices = createPresenceNotices(nsp, () => this.roster())
    nsp.on('presence:ask', (uid, answer) => answer(this.#sightings(uid)))
    nsp.on('presence:left', (uid) => this.#left(uid))
  }

  /** A socket has joined the class. Resolves to whether its person is new here, rather than back within the grace or here twice. */
  async enter ({ id, connected, data: { user } }: ClassSocket): Promise<boolean> {
    if (!connected) return false
    const known = this.#people.get(user.uid)
    const wasHere = known !== undefined && known.state !== 'offline'
    clearTimeout(known?.leaving)
    const person: Person = {
      ...toEntry(user),
      sid: id,
      since: known?.state === 'online' ? known.since : Date.now(),
      sockets: known?.sockets ?? new Set()
    }
    person.sockets.add(id)
    this.#people.set(user.uid, person)
    this.#notices.changed(user.uid)
    if (wasHere) return false
    const elsewhere = await this.#ask(user.uid)
    return !elsewhere.some((other) => other.state === 'away' || (other.state === 'online' && isEarlier(other, person)))
  }

  /** A socket has ended; whether its person has left shows after the grace. */
  end ({ id, data: { user } }: ClassSocket): void {
    const person = this.#people.get(user.uid)
    if (!person?.sockets.delete(id) || person.sockets.size) return
    Object.assign(person, { state: 'away', since: Date.now(), sid: id })
    person.leaving = setTimeout(() => { this.#expire(person).catch(() => {}) }, this.#graceMs)
    this.#notices.changed(user.uid)
  }

  /** The person leaves for good: the others are told at once, and all sockets of the person end. */
  leave ({ id, data: { user } }: ClassSocket): void {
    this.#nsp.serverSideEmit('presence:left', user.uid)
    this.#left(user.uid)
    this.#announce(id, toEntry(user))
    this.#nsp.in(rooms.person(user.uid)).disconnectSockets(true)
  }

  /** Everybody who is in the class, on any node. */
  async roster (): Promise<RosterEntry[]> {
    const merged = new Map<string, Sighting>()
    for (const sighting of [...this.#sightings(null), ...await this.#ask(null)]) {
      const other = merged.get(sighting.uid)
      if (rank[sighting.state] > rank[other?.state ?? 'offline']) merged.set(sighting.uid, sighting)
    }
    return [...merged.values()].map(({ since, sid, ...entry }) => entry)
  }

  close (): void {
    for (const { leaving } of this.#people.values()) clearTimeout(leaving)
    this.#notices.close()
  }

  async #expire (person: Person): Promise<void> {
    person.state = 'offline'
    this.#notices.changed(person.uid)
    const elsewhere = await this.#ask(person.uid)
    // The node that saw the person last tells.
    if (elsewhere.every((other) => other.state !== 'online' && isEarlier(other, person))) this.#announce(person.sid, person)
  }

  #left (uid: string): void {
    const person = this.#people.get(uid)
    if (!person) return
    clearTimeout(person.leaving)
    person.sockets.clear()
    Object.assign(person, { state: 'offline', since: Date.now() })
    this.#notices.changed(uid)
  }

  #announce (sid: string, { uid, name, role }: RosterEntry): void {
    this.#nsp.to(rooms.all(this.#nsp.name.slice(1))).except(rooms.person(uid)).emit('disconnected', sid, { uid, userName: name, userType: role })
  }

  #sightings (uid: string | null): Sighting[] {
    const people = uid === null ? [...this.#people.values()] : [this.#people.get(uid)]
    return people.flatMap((person) => {
      if (!person) return []
      const { sockets, leaving, ...sighting } = person
      return [sighting]
    })
  }

  /** What the other nodes know of a person, or of everybody. */
  async #ask (uid: string | null): Promise<Sighting[]> {
    return (await this.#nsp.serverSideEmitWithAck('presence:ask', uid)).flat()
  }
}

function toEntry ({ uid, userName, role, stuNo }: User): RosterEntry {
  return { uid, name: userName, role, ...stuNo !== undefined && { stuNo }, state: 'online' }
}

function isEarlier (a: Sighting, b: Sighting): boolean {
  return a.since < b.since || (a.since === b.since && a.sid < b.sid)
}
