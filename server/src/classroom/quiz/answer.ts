import { QuizAnswer, type QuizAnswerReply } from '../../../protocol/quiz.ts'
import { define, done, pupils, reject } from '../command.ts'
import { read, write } from '../table.ts'
import { takesAnswers } from './clock.ts'
import { fitValue } from './judge.ts'
import { currentQuestion, currentRound, patchRound, timeOf } from './state.ts'

const accepted: QuizAnswerReply = { accepted: true, first: true }

export const answerCommands = {
  'quiz:answer': define({
    from: pupils,
    data: QuizAnswer,
    run: ({ state, slot, at, data: { qid, round: n, value } }) => {
      const { quiz } = state
      const [question, round] = quiz ? [currentQuestion(quiz), currentRound(quiz)] : []
      if (!quiz || !question || !round || question.id !== qid || round.n !== n) return reject('CLOSED', 'this question is not asked now')
      if (read(round.answers, slot)) return reject('ALREADY_ANSWERED', 'the first answer counts')
      const factor = read(state.people.table, slot)!.factor
      if (!takesAnswers(quiz, factor, at)) return reject('CLOSED', 'no answers are taken now', round.pausedAt !== null || quiz.phase === 'read')
      const fitting = fitValue(question, value)
      if (fitting === undefined) return reject('BAD_REQUEST', 'the answer does not fit the question')
      const ms = Math.min(Math.max(at - round.opensAt, 0), timeOf(round, factor) ?? Infinity)
      return done({ ...state, quiz: patchRound(quiz, { answers: write(round.answers, slot, [fitting, ms]) }) }, accepted)
    }
  })
}
