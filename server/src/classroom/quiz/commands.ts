import { QuizCommand } from '../../../protocol/quiz.ts'
import { type Failure } from '../../../protocol/result.ts'
import { define, done, isFailure, reject, teachers, type Step } from '../command.ts'
import { record, type AnswerRecord } from '../outbox.ts'
import { faultsOf } from '../sets/faults.ts'
import { readySet } from '../sets/ready.ts'
import { type ClassState } from '../state.ts'
import { entries, mapTable, read } from '../table.ts'
import * as phases from './phases.ts'
import { markAnswer } from './points.ts'
import { currentQuestion, currentRound, patchRound, type Quiz } from './state.ts'

export const quizCommands = {
  'quiz:cmd': define({
    from: teachers,
    data: QuizCommand,
    run: ({ state, at, data }) => {
      const { quiz } = state
      if (data.rev !== undefined && data.rev !== (quiz?.rev ?? 0)) return reject('STALE_REV', 'the quiz has moved on')
      if (state.modes.paused) return reject('CLOSED', 'the class is paused', true)
      if (data.cmd === 'load') return 'set' in data ? load(state, data.set, at) : reject('BAD_REQUEST', 'the set is not given')
      if (!quiz) return reject('CLOSED', 'no quiz is loaded')
      const next = step(quiz, data, at)
      if (isFailure(next)) return next
      return moved(state, recorded({ ...state, quiz: next }, quiz, next, at))
    }
  })
}

function step (quiz: Quiz, data: Exclude<QuizCommand, { cmd: 'load' }>, at: number): Quiz | Failure {
  switch (data.cmd) {
    case 'start': return phases.start(quiz, at)
    case 'open': return phases.open(quiz, at, data.idx)
    case 'lock': return phases.lock(quiz)
    case 'extend': return phases.extend(quiz, data.seconds)
    case 'pause': return phases.pause(quiz, at)
    case 'resume': return phases.resume(quiz, at)
    case 'reveal': return phases.reveal(quiz)
    case 'board': return phases.board(quiz)
    case 'next': return phases.next(quiz, at)
    case 'skip': return phases.skip(quiz, at)
    case 'end': return phases.end(quiz, at)
    case 'void': return phases.voidQuestion(quiz, data.qid)
  }
}

function moved (before: ClassState, after: ClassState): Step {
  const rev = (before.quiz?.rev ?? 0) + 1
  return done({ ...after, quiz: after.quiz && { ...after.quiz, rev } }, { rev })
}

function load (state: ClassState, draft: Parameters<typeof readySet>[0], at: number): Step {
  const { quiz } = state
  if (quiz && quiz.phase !== 'lobby' && quiz.phase !== 'end') return reject('CLOSED', 'a quiz is running')
  const [fault] = faultsOf(draft)
  if (fault) return reject('BAD_REQUEST', `${fault.path}: ${fault.message}`)
  const set = readySet(draft)
  const no = (quiz?.no ?? 0) + 1
  const loaded: Quiz = { rev: 0, no, set, phase: 'lobby', idx: -1, rounds: set.questions.map(() => null) }
  return moved(state, record({ ...state, quiz: loaded }, { kind: 'quiz', quiz: no, set }, at))
}

/** What the records have to know of a step: questions that count from now on, and those that count no longer. */
function recorded (state: ClassState, before: Quiz, after: Quiz, at: number): ClassState {
  if (after.phase === 'reveal' && before.phase !== 'reveal' && currentRound(after)?.status === 'revealed') return markAll(state, after, at)
  const ended = before.rounds.findIndex((round, idx) => round?.status === 'revealed' && after.rounds[idx]?.status !== 'revealed')
  return ended < 0 ? state : record(state, { kind: 'void', quiz: after.no, qid: after.set.questions[ended]!.id }, at)
}

/** Marks the answers of the question that is revealed: what happens to a person's time or place afterwards changes nothing. */
function markAll (state: ClassState, quiz: Quiz, at: number): ClassState {
  const [question, round] = [currentQuestion(quiz)!, currentRound(quiz)!]
  const personAt = (slot: number) => read(state.people.table, slot)
  const answers = mapTable(round.answers, (answer, slot) => markAnswer(answer, question, round, quiz.set.scoring, personAt(slot)?.factor ?? 1))
  const marked = [...entries(answers)].flatMap(([slot, [value, ms, right = null, points = 0]]): AnswerRecord[] => {
    const person = personAt(slot)
    return person ? [{ uid: person.uid, value, ms, right, points }] : []
  })
  const entry = { kind: 'answers', quiz: quiz.no, qid: question.id, round: round.n, answers: marked } as const
  return record({ ...state, quiz: patchRound(quiz, { answers }) }, entry, at)
}
