import type { QuizBoard } from '@protocol/quiz.ts'

type Row = QuizBoard['top'][number]
/** A line of a board. */
export interface BoardRow extends Pick<Row, 'name' | 'points' | 'rank' | 'prevRank'> {
  id: string
  /** Somebody else has as many points. */
  tied: boolean
  isMe: boolean
}

const steps = 3

/** Lines with what is seen only by comparing them. */
export function rowsOf<R extends Pick<Row, 'points' | 'rank'>> (rows: readonly R[]): Array<R & { tied: boolean }> {
  return rows.map(row => ({ ...row, tied: rows.filter(({ rank }) => rank === row.rank).length > 1 }))
}

/** The first three places of a board, and those after them; an own place further down comes last. */
export function placesOf ({ top, me }: QuizBoard, own: { uid: string, name: string }): { podium: BoardRow[], rest: BoardRow[] } {
  const rows = rowsOf(top).map(({ uid, ...row }): BoardRow => ({ ...row, id: uid, isMe: uid === own.uid }))
  const podium = rows.filter(({ points, rank }) => points > 0 && rank <= steps).slice(0, steps)
  const rest = rows.slice(podium.length)
  if (me && !rows.some(({ isMe }) => isMe)) rest.push({ ...me, id: own.uid, name: own.name, tied: rows.some(({ rank }) => rank === me.rank), isMe: true })
  return { podium, rest }
}
