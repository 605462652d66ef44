import { type ClassSnapshot } from '../../protocol/class-snapshot.ts'
import { type QuizSet } from '../../protocol/quiz-set.ts'
import { type Client, send } from '../helper.ts'

/** Two questions; the answers are texts that stand nowhere else. */
export const quizSet = (seconds: number | null = null): QuizSet => ({
  id: 'set',
  title: '쪽지 시험',
  scoring: 'accuracy',
  questions: [
    { id: 'q1', type: 'short', text: '수도는?', answer: ['비밀정답'], seconds },
    { id: 'q2', type: 'single', text: '어느 것?', options: [{ id: 'o1', text: '가' }, { id: 'o2', text: '나' }], answer: 'o2', seconds }
  ]
})

let last = 0
/** Sends a command; its id is new unless one is given. */
export function command (client: Client, event: string, body: object, cmdId = `c${++last}`): Promise<Record<string, unknown>> {
  return send(client, event, { v: 1, cmdId, ...body })
}

export const answer = (client: Client, value: unknown, qid = 'q1', cmdId?: string) => command(client, 'quiz:answer', { qid, round: 1, value }, cmdId)

/** All that is true now, as this client may see it. */
export async function sync (client: Client): Promise<ClassSnapshot> {
  return await send(client, 'state:sync', {}) as unknown as ClassSnapshot
}
