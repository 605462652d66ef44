import { questionTypes, type Option, type QuizSet } from '../../../protocol/quiz-set.ts'
import { CsvError, readCsv, type Cell } from './csv.ts'
import { defined } from '../defined.ts'
import { finish, type Imported } from './import.ts'
import { jumble } from './ready.ts'
import { typeNames } from './type-names.ts'

/**
 * One question per line below a header that names the columns, in any order, in English or Korean:
 *
 * | column | 열 | holds |
 * |---|---|---|
 * | type | 유형 | ox OX, single 객관식, multiple 여러 개, short 단답형, order 순서, number 숫자, poll 투표 |
 * | text | 문제 | the question |
 * | option1 ... option10 | 보기1 ... 보기10 | options; of an order in their right order, when the answer is left empty |
 * | answer | 정답 | O or X; numbers or texts of options (`2`, `1,3`); accepted texts (`서울\|Seoul`); a number (`3.14`, `3.14±0.01`); of a poll empty |
 * | points | 점수 | empty: 1000 |
 * | seconds | 시간 | empty: 20; `none` or `없음`: untimed |
 * | read | 읽기 | seconds to read before it opens; empty: 0 |
 */
const columns: Record<string, string> = {
  유형: 'type', 문제: 'text', 정답: 'answer', 점수: 'points', 시간: 'seconds', 읽기: 'read'
}
const types = Object.fromEntries(questionTypes.flatMap((type) => [[type, type], [typeNames[type].toLowerCase(), type]]))
const required = ['type', 'text', 'answer']

/** Questions from a table. A fault is told with the line and column of its cell. */
export function importCsv (file: string, set: Omit<QuizSet, 'questions'>): Imported {
  try {
    const [header = [], ...lines] = readCsv(file)
    const names = header.map(({ text }) => nameOf(text))
    const missing = required.filter((name) => !names.includes(name))
    if (missing.length) return { ok: false, problems: [{ line: 1, column: 1, message: `columns are missing: ${missing.join(', ')}` }] }
    const rows = lines.map((cells) => new Map(names.map((name, index) => [name, cells[index] ?? emptyAt(cells)])))
    const questions = rows.map(questionOf)
    return finish({ ...set, questions }, ({ path }) => placeOf(rows, path))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { line, column, message } = error
    return { ok: false, problems: [{ line, column, message }] }
  }
}

type Row = ReadonlyMap<string, Cell>

function nameOf (title: string): string {
  const name = title.toLowerCase().replace(/\s+/g, '').replace(/^보기/, 'option')
  return Object.hasOwn(columns, name) ? columns[name]! : name
}

const emptyAt = (cells: readonly Cell[]): Cell => ({ text: '', line: cells[0]!.line, column: cells[0]!.column })
const textOf = (row: Row, name: string) => row.get(name)?.text ?? ''

function questionOf (row: Row, index: number): unknown {
  const word = textOf(row, 'type').toLowerCase()
  const type = Object.hasOwn(types, word) ? types[word]! : word
  const listed = optionCells(row).map(({ text }, position): Option => ({ id: `o${position + 1}`, text }))
  const options = type === 'order' ? jumble(listed).map(({ text }, position) => ({ id: `o${position + 1}`, text })) : listed
  const idOf = (text: string) => options.find((option) => option.text === (listed[Number(text) - 1]?.text ?? text))?.id ?? text
  const answer = textOf(row, 'answer')
  return defined({
    id: `q${index + 1}`,
    type,
    text: textOf(row, 'text'),
    options: ['single', 'multiple', 'order', 'poll'].includes(type) ? options : undefined,
    answer: type === 'order' && !answer ? listed.map(({ text }) => idOf(text)) : answerOf(type, answer, idOf),
    points: numberIn(textOf(row, 'points')),
    seconds: ['none', '없음'].includes(textOf(row, 'seconds')) ? null : numberIn(textOf(row, 'seconds')),
    readSeconds: numberIn(textOf(row, 'read'))
  })
}

/** Cells of the options that are there, in order. */
function optionCells (row: Row): Cell[] {
  return [...row].filter(([name, { text }]) => /^option\d+$/.test(name) && text)
    .sort(([a], [b]) => Number(a.slice(6)) - Number(b.slice(6))).map(([, cell]) => cell)
}

/** What is no number stays text, and so is found to be a fault. */
const numberIn = (text: string) => text === '' ? undefined : Number.isFinite(Number(text)) ? Number(text) : text

function answerOf (type: string, answer: string, idOf: (text: string) => string): unknown {
  const parts = (pattern: RegExp) => answer.split(pattern).map((part) => part.trim()).filter(Boolean)
  switch (type) {
    case 'poll': return answer || undefined
    case 'ox': return answer.toUpperCase()
    case 'single': return idOf(answer)
    case 'multiple':
    case 'order': return parts(/[|,]/).map(idOf)
    case 'short': return parts(/\|/)
    case 'number': {
      const [value = '', tolerance = '0'] = parts(/±|\+-/)
      return { value: numberIn(value), tolerance: numberIn(tolerance) }
    }
    default: return answer
  }
}

function placeOf (rows: readonly Row[], path: string): { line: number, column: number } {
  const [, index, field = '', item] = path.split('/')
  const row = rows[Number(index)]
  const named = field === 'options' ? row && optionCells(row)[Number(item)] : row?.get(field === 'readSeconds' ? 'read' : field)
  const { line, column } = named ?? row?.get('type') ?? { line: 1, column: 1 }
  return { line, column }
}
