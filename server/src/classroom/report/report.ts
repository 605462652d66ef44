import { type QuestionType, type ReadySet } from '../../../protocol/quiz-set.ts'
import { type AnswerRecord, type Entry } from '../outbox.ts'
import { byRegister } from '../people/views.ts'
import { ranked } from '../quiz/standings.ts'
import { keysOf } from '../quiz/tally.ts'

/** missed: asked and not answered, by whoever was late or silent; it is not wrong. answered: to a poll, which nothing is right about. */
export type Mark = 'right' | 'wrong' | 'missed' | 'answered'

interface Totals {
  right: number
  wrong: number
  missed: number
  /** Share of right answers among those given, 0 to 1; null: none was given. */
  accuracy: number | null
}
export interface QuestionReport extends Totals {
  qid: string
  /** As in the set, from 1. */
  number: number
  type: QuestionType
  text: string
  /** How often each answer was given. */
  counts: Record<string, number>
}
export interface PupilReport extends Totals {
  uid: string
  name: string
  stuNo?: string
  /** In the order of the questions. */
  marks: Mark[]
  points: number
  rank: number
}
/** One quiz of a class: only what counts, without what was skipped or voided. */
export interface QuizReport { no: number, title: string, scoring: ReadySet['scoring'], questions: QuestionReport[], pupils: PupilReport[] }
export interface ClassReport { run: string, classCode: string, title: string, startedAt: number, endedAt: number | null, quizzes: QuizReport[] }

type Pupil = Extract<Entry, { kind: 'person' }>
type Quiz = { no: number, set: ReadySet, answers: Map<string, AnswerRecord[]> }

/**
 * The report of a class, from what was recorded of it.
 * @returns undefined when the beginning of the run is not among the entries
 */
export function classReport (entries: readonly Entry[]): ClassReport | undefined {
  const pupils = new Map<string, Pupil>()
  const quizzes = new Map<number, Quiz>()
  let report: ClassReport | undefined
  for (const entry of entries.toSorted((a, b) => a.n - b.n)) {
    switch (entry.kind) {
      case 'run': {
        const { run, classCode, title, startedAt } = entry
        report = { run, classCode, title, startedAt, endedAt: null, quizzes: [] }
        break
      }
      case 'person': if (entry.role === 'ST') pupils.set(entry.uid, entry); break
      case 'removed': forget(entry.uid, pupils, quizzes); break
      case 'quiz': quizzes.set(entry.quiz, { no: entry.quiz, set: entry.set, answers: new Map() }); break
      case 'answers': quizzes.get(entry.quiz)?.answers.set(entry.qid, entry.answers); break
      case 'void': quizzes.get(entry.quiz)?.answers.delete(entry.qid); break
      case 'end': if (report) report.endedAt = entry.endedAt; break
    }
  }
  return report && { ...report, quizzes: [...quizzes.values()].map((quiz) => quizReport(quiz, [...pupils.values()])) }
}

function forget (uid: string, pupils: Map<string, Pupil>, quizzes: Map<number, Quiz>): void {
  pupils.delete(uid)
  for (const { answers } of quizzes.values()) {
    for (const [qid, list] of answers) answers.set(qid, list.filter((answer) => answer.uid !== uid))
  }
}

function quizReport ({ no, set, answers }: Quiz, pupils: readonly Pupil[]): QuizReport {
  const asked = set.questions.flatMap((question, index) => {
    const given = answers.get(question.id)
    return given ? [{ question, number: index + 1, given: new Map(given.map((answer) => [answer.uid, answer])) }] : []
  })
  const questions = asked.map(({ question, number, given }): QuestionReport => {
    const counts = new Map<string, number>()
    for (const key of [...given.values()].flatMap(({ value }) => keysOf(question, value))) counts.set(key, (counts.get(key) ?? 0) + 1)
    const { id: qid, type, text } = question
    return { qid, number, type, text, counts: Object.fromEntries(counts), ...totalsOf(pupils.map(({ uid }) => markOf(given.get(uid)))) }
  })
  const unranked = pupils.map(({ uid, name, stuNo }) => {
    const marks = asked.map(({ given }) => markOf(given.get(uid)))
    const points = asked.reduce((sum, { given }) => sum + (given.get(uid)?.points ?? 0), 0)
    return { uid, name, ...stuNo !== undefined && { stuNo }, marks, points, ...totalsOf(marks) }
  })
  return { no, title: set.title, scoring: set.scoring, questions, pupils: ranked(unranked).sort(byRegister) }
}

function markOf (answer: AnswerRecord | undefined): Mark {
  if (!answer) return 'missed'
  return answer.right === null ? 'answered' : answer.right ? 'right' : 'wrong'
}

function totalsOf (marks: readonly Mark[]): Totals {
  const count = (mark: Mark) => marks.filter((one) => one === mark).length
  const [right, wrong] = [count('right'), count('wrong')]
  return { right, wrong, missed: count('missed'), accuracy: right + wrong ? right / (right + wrong) : null }
}
