import { randomUUID } from 'node:crypto'
import { type Key } from '../../../server/src/auth/keys.ts'
import { signLaunch } from '../../../server/src/auth/tickets.ts'
import { toUser } from '../../../server/src/auth/user.ts'
import { Ledger } from './ledger.ts'
import { type Measures } from './measures.ts'
import { Person } from './person.ts'

/** A teacher and pupils, each one connected to a pod, who share numbered messages in turn. */
export class Classroom {
  readonly ledger: Ledger
  /** Number of members. */
  readonly size: number
  readonly #classCode: string
  readonly #members: Person[] = []
  readonly #measures: Measures
  #turn = 0

  constructor (classCode: string, students: number, measures: Measures) {
    this.#classCode = classCode
    this.size = students + 1
    this.ledger = new Ledger(this.size)
    this.#measures = measures
  }

  /** Lets somebody in; member 0 is the teacher. */
  async admit (member: number, urls: readonly string[], key: Key): Promise<void> {
    const user = toUser({
      usrTpCd: member === 0 ? 'TE' : 'ST', userName: `Person ${member}`, classCode: this.#classCode, tempUsrId: `${this.#classCode}-${member}`
    })
    const own = member % urls.length
    const begin = performance.now()
    this.#members[member] = await Person.join({
      user,
      urls: [...urls.slice(own), ...urls.slice(0, own)],
      launch: await signLaunch(key, user, randomUUID()),
      onMedia: ({ data }) => this.#receive(member, (data as { id: number }).id),
      onBack: (ms, recovered) => this.#measures.back(ms, recovered)
    })
    this.#measures.connect.add(performance.now() - begin)
  }

  /** The next member shares a message, if connected. */
  async share (): Promise<void> {
    const sender = this.#turn++ % this.size
    const person = this.#members[sender]!
    if (person.upSince === undefined) return
    const id = this.ledger.send(sender, performance.now())
    this.#measures.sent++
    const taken = await person.share({ id })
    if (taken) this.ledger.confirm(id)
    else if (taken === false) this.#measures.refused++
    else this.#measures.unanswered++
  }

  close (): void {
    for (const person of this.#members) person.close()
  }

  #receive (member: number, id: number): void {
    const now = performance.now()
    const sentAt = this.ledger.receive(member, id)
    if (sentAt === undefined) return
    const upSince = this.#members[member]?.upSince ?? now
    this.#measures[sentAt < upSince ? 'caughtUp' : 'delivery'].add(now - sentAt)
  }
}
