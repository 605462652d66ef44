import { countDisagreements } from './total-order.ts'

interface Message {
  sender: number
  /** When it was sent, in ms. */
  sentAt: number
  /** Whether the server said that it took it. */
  confirmed: boolean
  /** 1 for each member that got it. */
  got: Uint8Array
  receivers: number
}

/** What the members of a class got, and what is wrong with it. */
export interface Tally {
  /** Deliveries that must have happened: of messages that the server confirmed or that somebody got, to all but the sender. */
  expected: number
  delivered: number
  /** Expected, but missing. */
  lost: number
  /** Deliveries beyond the first one, and messages that came back to their sender. */
  doubled: number
  /** Deliveries that came after a later message of the same sender. */
  outOfOrder: number
  /** Neighbouring messages that members of the class saw in different orders. */
  disagreements: number
}

/** Who sent and got what in one class. Members are numbered from 0 on. */
export class Ledger {
  readonly #members: number
  readonly #messages: Message[] = []
  readonly #sequences: number[][]
  #doubled = 0

  constructor (members: number) {
    this.#members = members
    this.#sequences = Array.from({ length: members }, () => [])
  }

  /** @returns the number of the message */
  send (sender: number, sentAt: number): number {
    return this.#messages.push({ sender, sentAt, confirmed: false, got: new Uint8Array(this.#members), receivers: 0 }) - 1
  }

  confirm (id: number): void {
    this.#messages[id]!.confirmed = true
  }

  /**
   * A member got a message.
   * @returns when it was sent, in ms; undefined when the member should not have got it
   */
  receive (member: number, id: number): number | undefined {
    const message = this.#messages[id]
    if (!message) throw new RangeError(`message ${id} was never sent`)
    if (message.got[member] === 1 || member === message.sender) {
      this.#doubled++
      return undefined
    }
    message.got[member] = 1
    message.receivers++
    this.#sequences[member]!.push(id)
    return message.sentAt
  }

  /** Whether everything that must be delivered has been. */
  get isComplete (): boolean {
    return this.#expected === this.#delivered
  }

  tally (): Tally {
    return {
      expected: this.#expected,
      delivered: this.#delivered,
      lost: this.#expected - this.#delivered,
      doubled: this.#doubled,
      outOfOrder: this.#sequences.reduce((sum, sequence) => sum + this.#stepsBack(sequence), 0),
      disagreements: countDisagreements(this.#sequences, this.#messages.length)
    }
  }

  get #expected (): number {
    return this.#messages.filter(({ confirmed, receivers }) => confirmed || receivers > 0).length * (this.#members - 1)
  }

  get #delivered (): number {
    return this.#sequences.reduce((sum, { length }) => sum + length, 0)
  }

  /** How many messages came after a later one of the same sender. */
  #stepsBack (sequence: readonly number[]): number {
    const latest = new Map<number, number>()
    let steps = 0
    for (const id of sequence) {
      const { sender } = this.#messages[id]!
      if (id < (latest.get(sender) ?? -1)) steps++
      else latest.set(sender, id)
    }
    return steps
  }
}
