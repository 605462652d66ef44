import { type HiddenQuestion, type Question, type ShownQuestion } from '../../../protocol/quiz-set.ts'
import { defined } from '../defined.ts'

/** A question without what gives its answer away. Fields are named one by one: one that is added later stays hidden. */
export function hide (question: Question): HiddenQuestion {
  const { id, type, text, media, points, seconds, readSeconds } = question
  return defined({ id, type, text, media, options: 'options' in question ? question.options : undefined, points, seconds, readSeconds })
}

export function show (question: Question): ShownQuestion {
  return question.type === 'poll' ? hide(question) : { ...hide(question), answer: question.answer }
}
