import { randomUUID } from 'node:crypto'
import { type Key } from '../../../server/src/auth/keys.ts'
import { signLaunch } from '../../../server/src/auth/tickets.ts'
import { toUser } from '../../../server/src/auth/user.ts'
import { Durations, type Quantiles } from './measures.ts'
import { Person } from './person.ts'
import { type LoadOptions } from './run.ts'

export interface AnswersResult {
  /** Taken by the class. */
  answers: number
  perSecond: number
  /** Not taken, or not confirmed. */
  refused: number
  /** From an answer to its confirmation. */
  answer: Quantiles
}

const questions = 200
const set = {
  id: 'load',
  title: 'Load',
  scoring: 'accuracy',
  questions: Array.from({ length: questions }, (_, i) => ({ id: `q${i + 1}`, type: 'ox', text: 'Is it?', answer: 'O', seconds: null }))
}

/**
 * How many answers classes take: in each class all pupils answer at once, and as soon as all answers are confirmed the next question is
 * asked. Pods must allow a socket that many events (EVENTS_PER_SECOND).
 * @throws {Error} when somebody cannot join, or a class does not follow its teacher
 */
export async function runAnswers (options: Omit<LoadOptions, 'rate' | 'settleMs'>): Promise<AnswersResult> {
  const run = randomUUID().slice(0, 8)
  const durations = new Durations()
  const counts = { answers: 0, refused: 0 }
  const classes = await Promise.all(Array.from({ length: options.classes }, (_, i) => assemble(`answers-${run}-${i}`, options)))
  const begin = performance.now()
  const end = begin + options.duration * 1000
  try {
    await Promise.all(classes.map(async ([teacher, ...pupils]) => {
      for (let round = 0; performance.now() < end; round++) {
        const { id } = set.questions[round % questions]!
        if (round % questions === 0) {
          if (round) await lead(teacher!, 'end')
          await lead(teacher!, 'load', { set })
        }
        await lead(teacher!, round % questions ? 'skip' : 'start')
        await Promise.all(pupils.map(async pupil => {
          const sentAt = performance.now()
          const reply = await pupil.command('quiz:answer', { qid: id, round: 1, value: 'O' })
          if (reply?.ok) durations.add(performance.now() - sentAt)
          counts[reply?.ok ? 'answers' : 'refused']++
        }))
      }
    }))
  } finally {
    for (const person of classes.flat()) person.close()
  }
  return { ...counts, perSecond: counts.answers / (performance.now() - begin) * 1000, answer: durations.quantiles }
}

/** The teacher, then the pupils. */
async function assemble (classCode: string, { urls, students, key }: { urls: readonly string[], students: number, key: Key }): Promise<Person[]> {
  const people: Person[] = []
  for (let member = 0; member <= students; member++) {
    const user = toUser({ usrTpCd: member === 0 ? 'TE' : 'ST', userName: `Person ${member}`, classCode, tempUsrId: `${classCode}-${member}` })
    const launch = await signLaunch(key, user, randomUUID())
    people.push(await Person.join({ user, urls: [urls[member % urls.length]!], launch, onMedia: () => {}, onBack: () => {} }))
  }
  return people
}

async function lead (teacher: Person, cmd: string, more: object = {}): Promise<void> {
  const reply = await teacher.command('quiz:cmd', { cmd, ...more })
  if (!reply?.ok) throw new Error(`a class did not take ${cmd}: ${reply?.message ?? 'no answer'}`)
}

/** The result as a table to read. */
export function toAnswersTable ({ answers, perSecond, refused, answer: { p50, p99, max } }: AnswersResult): string {
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format
  return [
    ['answers', number(answers), `${number(perSecond)} per s`],
    ['  refused', number(refused)],
    ['confirmed after', `p50 ${number(p50)} ms`, `p99 ${number(p99)} ms`, `max ${number(max)} ms`]
  ].map(([name = '', ...cells]) => name.padEnd(22) + cells.map(cell => cell.padStart(18)).join('')).join('\n')
}
