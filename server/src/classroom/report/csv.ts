import { writeCsv, type CsvValue } from '../sets/csv.ts'
import { typeNames } from '../sets/type-names.ts'
import { type Mark, type QuizReport } from './report.ts'

const words: Record<Mark, string> = { right: '정답', wrong: '오답', missed: '미응시', answered: '응답' }
const percent = (share: number | null) => share === null ? '' : `${Math.round(share * 100)}%`

/** A line per pupil: what they answered rightly, apart from the points, and what they missed, apart from what was wrong. */
export function pupilsTable ({ questions, pupils }: QuizReport): CsvValue[][] {
  const header = ['번호', '이름', ...questions.map(({ number }) => `${number}번`), '정답', '오답', '미응시', '정답률', '점수', '순위']
  return [header, ...pupils.map(({ stuNo = '', name, marks, right, wrong, missed, accuracy, points, rank }) =>
    [stuNo, name, ...marks.map((mark) => words[mark]), right, wrong, missed, percent(accuracy), points, rank])]
}

/** A line per question. */
export function questionsTable ({ questions }: QuizReport): CsvValue[][] {
  const header = ['번호', '문제', '종류', '정답', '오답', '미응시', '정답률']
  return [header, ...questions.map(({ number, text, type, right, wrong, missed, accuracy }) =>
    [number, text, typeNames[type], right, wrong, missed, percent(accuracy)])]
}

export const pupilsCsv = (report: QuizReport): string => writeCsv(pupilsTable(report))
export const questionsCsv = (report: QuizReport): string => writeCsv(questionsTable(report))
