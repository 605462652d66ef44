import { isPupil, peopleWho, type Person } from '../people/state.ts'
import { type ClassState } from '../state.ts'
import { read } from '../table.ts'
import { type Quiz } from './state.ts'

export interface Standing {
  slot: number
  person: Person
  points: number
  rank: number
  /** Right answers in a row up to now; polls do not count. */
  streak: number
}

/** All pupils by points, best first. @param without - index of a question that is left out */
export function standings ({ quiz, people }: Pick<ClassState, 'quiz' | 'people'>, without?: number): Standing[] {
  const counting = quiz ? countingRounds(quiz, without) : []
  const totals = peopleWho(people, isPupil).map(([slot, person]) => {
    let [points, streak] = [0, 0]
    for (const { type, answers } of counting) {
      const answer = read(answers, slot)
      points += answer?.[3] ?? 0
      if (type !== 'poll') streak = answer?.[2] ? streak + 1 : 0
    }
    return { slot, person, points, streak }
  })
  return ranked(totals)
}

/** Questions whose points count, in the order of the set. */
function countingRounds ({ rounds, set }: Quiz, without?: number) {
  return rounds.flatMap((round, idx) => round?.status === 'revealed' && idx !== without ? [{ ...round, type: set.questions[idx]!.type }] : [])
}

export interface TeamStanding { team: number, points: number, rank: number }

/** Teams by the mean points of their members, so that they need not be equal in size. */
export function teamStandings (all: readonly Standing[]): TeamStanding[] {
  const teams = [...new Set(all.map(({ person }) => person.team))].filter(Boolean).sort((a, b) => a - b)
  return ranked(teams.map((team) => {
    const members = all.filter(({ person }) => person.team === team)
    return { team, points: Math.round(members.reduce((sum, { points }) => sum + points, 0) / members.length) }
  }))
}

/** Best first; who has as many points shares the place, and the places after it stay empty: 1 2 2 4. */
export function ranked<T extends { points: number }> (unsorted: readonly T[]): Array<T & { rank: number }> {
  const sorted = unsorted.toSorted((a, b) => b.points - a.points)
  let rank = 0
  return sorted.map((one, index) => {
    if (index === 0 || one.points < sorted[index - 1]!.points) rank = index + 1
    return { ...one, rank }
  })
}
