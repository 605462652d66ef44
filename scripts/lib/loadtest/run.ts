import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Key } from '../../../server/src/auth/keys.ts'
import { Classroom } from './classroom.ts'
import { type Tally } from './ledger.ts'
import { Measures, type Quantiles } from './measures.ts'

export interface LoadOptions {
  /** Addresses of the pods; people are spread over them. */
  urls: readonly string[]
  classes: number
  /** Pupils of each class, beside its teacher. */
  students: number
  /** How long messages are sent, in s. */
  duration: number
  /** Messages per second of each class. */
  rate: number
  /** Signs the launches. */
  key: Key
  /**
   * How long to wait in the end for what is still to be delivered, in ms. People whose pod died come back in that time.
   * @default 20000
   */
  settleMs?: number
}

/** How far a load test is. */
export interface Progress {
  phase: 'joining' | 'sending' | 'settling'
  /** From 0 to 1. */
  part: number
}

export interface Result extends Tally {
  people: number
  connect: Quantiles
  delivery: Quantiles
  caughtUp: Quantiles
  reconnect: Quantiles
  recovered: number
  sent: number
  sentPerSecond: number
  refused: number
  unanswered: number
  deliveredPerSecond: number
}

/** How many people join at the same time. */
const JOINING = 20
const LIMITS = { people: 10_000, deliveries: 5_000_000, rate: 100, duration: 3_600 }
/** What comes twice may come late. */
const LINGER = 500
const TICK = 5

/**
 * Fills classes with people who share messages, and checks what everybody gets.
 * @throws {RangeError} when the load is too large for one process
 * @throws {Error} when somebody cannot join
 */
export async function runLoad ({ urls, classes: count, students, duration, rate, key, settleMs = 20_000 }: LoadOptions, onProgress: (progress: Progress) => void = () => {}): Promise<Result> {
  const people = count * (students + 1)
  checkLimits({ people, deliveries: count * rate * duration * students, rate, duration })
  const measures = new Measures()
  const run = randomUUID().slice(0, 8)
  const classes = Array.from({ length: count }, (_, i) => new Classroom(`load-${run}-${i}`, students, measures))
  try {
    const seats = classes.flatMap(each => Array.from({ length: each.size }, (_, member) => () => each.admit(member, urls, key)))
    await inParallel(seats, JOINING, done => onProgress({ phase: 'joining', part: done / people }))
    await send(classes, rate, duration, part => onProgress({ phase: 'sending', part }))
    await settle(classes, settleMs, part => onProgress({ phase: 'settling', part }))
  } finally {
    for (const each of classes) each.close()
  }
  const { connect, delivery, caughtUp, reconnect, ...counts } = measures
  const tally = addUp(classes.map(({ ledger }) => ledger.tally()))
  return {
    people,
    connect: connect.quantiles,
    delivery: delivery.quantiles,
    caughtUp: caughtUp.quantiles,
    reconnect: reconnect.quantiles,
    ...counts,
    sentPerSecond: counts.sent / duration,
    ...tally,
    deliveredPerSecond: tally.delivered / duration
  }
}

function addUp (tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({
    expected: a.expected + b.expected,
    delivered: a.delivered + b.delivered,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    outOfOrder: a.outOfOrder + b.outOfOrder,
    disagreements: a.disagreements + b.disagreements
  }))
}

function checkLimits (load: typeof LIMITS): void {
  for (const [name, limit] of Object.entries(LIMITS)) {
    const value = load[name as keyof typeof LIMITS]
    if (value > limit) throw new RangeError(`too large a load: ${value} ${name}, at most ${limit}`)
  }
}

/** Does the work, so many pieces at a time. */
async function inParallel (pieces: Array<() => Promise<void>>, width: number, onDone: (done: number) => void): Promise<void> {
  let next = 0
  let done = 0
  await Promise.all(Array.from({ length: width }, async () => {
    while (next < pieces.length) {
      await pieces[next++]!()
      onDone(++done)
    }
  }))
}

/** Every class shares messages at its rate, evenly spread; what a busy moment delayed is made up for. */
async function send (classes: readonly Classroom[], rate: number, duration: number, onProgress: (part: number) => void): Promise<void> {
  const begin = performance.now()
  const shared = classes.map(() => 0)
  for (let elapsed = 0; elapsed < duration; await sleep(TICK)) {
    elapsed = Math.min((performance.now() - begin) / 1000, duration)
    onProgress(elapsed / duration)
    for (const [i, each] of classes.entries()) {
      for (const due = elapsed * rate - i / classes.length; shared[i]! < due; shared[i]!++) void each.share()
    }
  }
}

/** Waits until everything has been delivered, or for so long that it never will be. */
async function settle (classes: readonly Classroom[], limit: number, onProgress: (part: number) => void): Promise<void> {
  const begin = performance.now()
  for (let part = 0; part < 1; part = (performance.now() - begin) / limit) {
    onProgress(part)
    if (classes.every(({ ledger }) => ledger.isComplete)) break
    await sleep(10 * TICK)
  }
  await sleep(LINGER)
}
