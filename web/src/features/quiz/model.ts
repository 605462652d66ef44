import type { ClassSnapshot } from '@protocol/class-snapshot.ts'
import type { QuizBoard, QuizResult, QuizState, QuizTally, TeacherQuizState, TeacherTally, Value } from '@protocol/quiz.ts'

/** The quiz as this window knows it. */
export interface QuizModel {
  state: QuizState | TeacherQuizState
  /** Own answer to the question that is asked. */
  myAnswer?: Value | undefined
  /** Own points and place, as last told. */
  myPoints?: number | undefined
  myRank?: number | undefined
  result?: QuizResult | undefined
  tally?: QuizTally | undefined
  /** Who has answered, for teachers. */
  answeredBy: readonly string[]
  board?: QuizBoard | undefined
  /** The latest state that anything was told of. */
  latest: number
}
type Quiz = QuizModel | undefined

/** The quiz of a snapshot. */
export function quizOf (_: Quiz, { quiz }: Pick<ClassSnapshot, 'quiz'>): Quiz {
  if (!quiz) return undefined
  const { tally, board, ...rest } = quiz
  const common = { tally, board, latest: quiz.rev }
  if ('set' in rest) {
    const { set: _, ...state } = rest
    return { ...common, state, answeredBy: byOf(tally) }
  }
  const { myAnswer, myPoints, myRank, result, ...state } = rest
  return { ...common, state, myAnswer, myPoints, myRank, result, answeredBy: [] }
}

/** What events make of it; an event that is older than what is known changes nothing. */
export const quizEvents = {
  'quiz:state': withState,
  'quiz:mine': withAnswer,
  'quiz:tally': (model: Quiz, tally: QuizTally | TeacherTally): Quiz => after(model, tally, known =>
    isAsked(known, tally) ? { ...known, tally, answeredBy: [...new Set([...known.answeredBy, ...byOf(tally)])] } : known),
  'quiz:result': (model: Quiz, result: QuizResult): Quiz => after(model, result, known =>
    ({ ...known, ...isAsked(known, result) && { result }, myPoints: result.total, myRank: result.rank })),
  'quiz:board': (model: Quiz, board: QuizBoard): Quiz => after(model, board, known =>
    ({ ...known, board, ...board.me && { myPoints: board.me.points, myRank: board.me.rank } }))
}

function withState (model: Quiz, state: QuizState | TeacherQuizState): Quiz {
  if (model && state.rev < model.state.rev) return model
  const fresh = { state, answeredBy: [], latest: state.rev }
  if (!model || state.phase === 'lobby') return fresh
  const { myPoints, myRank, state: before } = model
  const isSameRound = state.question !== null && before.question?.id === state.question.id && before.round === state.round
  return isSameRound ? { ...model, state, latest: state.rev } : { ...fresh, myPoints, myRank }
}

/** The server has taken the own answer. */
export function withAnswer (model: Quiz, { value, ...asked }: { qid: string, round: number, value: Value }): Quiz {
  return model && isAsked(model, asked) ? { ...model, myAnswer: value } : model
}

/** Whether a snapshot has to say what no event did. */
export function isBehind (model: QuizModel): boolean {
  return model.latest > model.state.rev
}

function after (model: Quiz, { rev }: { rev: number }, change: (known: QuizModel) => QuizModel): Quiz {
  return model && rev >= model.state.rev ? { ...change(model), latest: Math.max(model.latest, rev) } : model
}

function isAsked ({ state: { question, round } }: QuizModel, asked: { qid: string, round: number }): boolean {
  return question?.id === asked.qid && round === asked.round
}

const byOf = (tally: QuizTally | TeacherTally | undefined): string[] => tally && 'by' in tally ? tally.by : []
