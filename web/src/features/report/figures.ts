import type { QuizReport } from './api.ts'

type Question = QuizReport['questions'][number]

/** Below this share of right answers a question is worth another look. */
export const lowAccuracy = 0.6
const mostHard = 3

export interface Figures {
  pupils: number
  /** Who gave an answer at all. */
  took: number
  /** Mean share of right answers; undefined when nothing had one. */
  accuracy: number | undefined
  points: number
  questions: number
  polls: number
  /** Questions with few right answers, the hardest first. */
  hard: Question[]
}

const mean = (numbers: readonly number[]): number | undefined => numbers.length > 0 ? numbers.reduce((sum, one) => sum + one, 0) / numbers.length : undefined

/** A quiz in a few numbers. */
export function figuresOf ({ questions, pupils }: QuizReport): Figures {
  const polls = questions.filter(({ type }) => type === 'poll').length
  return {
    pupils: pupils.length,
    took: pupils.filter(({ marks }) => marks.some(mark => mark !== 'missed')).length,
    accuracy: mean(questions.flatMap(({ accuracy }) => accuracy ?? [])),
    points: Math.round(mean(pupils.map(({ points }) => points)) ?? 0),
    questions: questions.length - polls,
    polls,
    hard: questions.filter(({ accuracy }) => (accuracy ?? 1) < lowAccuracy).sort((a, b) => (a.accuracy ?? 0) - (b.accuracy ?? 0)).slice(0, mostHard)
  }
}

export const percent = (share: number | null | undefined): string => share === null || share === undefined ? '-' : `${Math.round(share * 100)}%`
