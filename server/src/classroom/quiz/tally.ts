import { type QuizTally, type TeacherTally, type Value } from '../../../protocol/quiz.ts'
import { type Question } from '../../../protocol/quiz-set.ts'
import { protocolVersion } from '../../../protocol/constants.ts'
import { isOnline, isPupil, peopleWho } from '../people/state.ts'
import { type ClassState } from '../state.ts'
import { entries, read } from '../table.ts'
import { fold, isRight } from './judge.ts'
import { currentQuestion, currentRound, type Answer } from './state.ts'

/** What an answer is counted as: of several choices each one counts, and texts that are compared as equal are one. */
export function keysOf (question: Question, value: Value): string[] {
  switch (question.type) {
    case 'multiple': return value as string[]
    case 'order': return [(value as string[]).join(',')]
    case 'short': return [fold(value as string)]
    default: return [String(value)]
  }
}

function tallyOf ({ quiz, people }: ClassState, at: number, counts: (question: Question, value: Value) => boolean): QuizTally | null {
  const [question, round] = quiz ? [currentQuestion(quiz), currentRound(quiz)] : []
  if (!quiz || !question || !round || quiz.phase === 'end') return null
  const answers = [...entries(round.answers)].filter(([slot]) => read(people.table, slot)).map(([, [value]]) => value)
  const sums = new Map<string, number>()
  const keys = answers.filter((value) => counts(question, value)).flatMap((value) => keysOf(question, value))
  for (const key of keys) sums.set(key, (sums.get(key) ?? 0) + 1)
  return {
    v: protocolVersion,
    at,
    rev: quiz.rev,
    qid: question.id,
    round: round.n,
    answered: answers.length,
    online: peopleWho(people, isPupil, isOnline).length,
    counts: Object.fromEntries(sums),
    ...question.type !== 'poll' && { right: answers.filter((value) => isRight(question, value)).length }
  }
}

/** @param since - answers that the teacher knows of */
export function teacherTally (state: ClassState, at: number, since: ReturnType<typeof answersOf> = []): TeacherTally | null {
  const tally = tallyOf(state, at, () => true)
  const fresh = [...entries(answersOf(state))].filter(([slot]) => !read(since, slot))
  return tally && { ...tally, by: fresh.flatMap(([slot]) => read(state.people.table, slot)?.uid ?? []) }
}

/** What pupils see of it: nothing before the answer is shown, but for a live poll. What somebody has written wrongly is not shown. */
export function pupilTally (state: ClassState, at: number): QuizTally | null {
  const { quiz } = state
  const question = quiz && currentQuestion(quiz)
  if (!quiz || !question) return null
  const isShown = quiz.phase === 'reveal' || quiz.phase === 'board'
  const isLive = question.type === 'poll' && question.live === true && (quiz.phase === 'open' || quiz.phase === 'locked')
  return isShown || isLive ? tallyOf(state, at, (_, value) => question.type !== 'short' || isRight(question, value) === true) : null
}

/** Answers to the question that is asked now. */
export function answersOf ({ quiz }: ClassState): ReadonlyArray<ReadonlyArray<Answer | null>> {
  return (quiz && currentRound(quiz)?.answers) ?? []
}
