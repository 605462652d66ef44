import { type QuizSet } from '../../protocol/quiz-set.ts'
import { type Links } from './links.ts'

/** The set, with addresses of its files that are good for the class: sets are kept for longer than addresses are good. */
export function withLinks (set: QuizSet, links: Links, classCode: string): QuizSet {
  const questions = set.questions.map((question) => {
    const { media } = question
    return media ? { ...question, media: { ...media, url: links.renew(media.url, classCode) } } : question
  })
  return { ...set, questions }
}
