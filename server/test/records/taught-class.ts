import { pending, type Entry } from '../../src/classroom/index.ts'
import { createLesson, setOf } from '../classroom/lesson.ts'

const options = [{ id: 'a', text: 'one' }, { id: 'b', text: 'two' }]

/** The outbox of a class in which one question counts and one was voided, a pupil was removed, and two lines were written, of which one was deleted. */
export function taughtClass (classCode: string): Entry[] {
  const lesson = createLesson(classCode)
  lesson.join('t', 'TE')
  lesson.join('a', 'ST', { stuNo: '7' })
  lesson.join('b')
  lesson.join('gone')
  const question = { type: 'single', text: 'Which?', options, answer: 'b' } as const
  lesson.quiz('load', { set: setOf({ id: 'q1', ...question }, { id: 'q2', ...question }) })
  lesson.quiz('start')
  for (const uid of ['a', 'b', 'gone']) lesson.answer(uid, uid === 'b' ? 'a' : 'b')
  lesson.quiz('reveal')
  lesson.quiz('next')
  lesson.answer('a', 'b', { qid: 'q2' })
  lesson.quiz('reveal')
  lesson.quiz('void', { qid: 'q2' })
  const said = lesson.teacher('chat:send', { text: 'Welcome' })
  lesson.pupil('a', 'chat:send', { text: 'Hello' })
  lesson.teacher('chat:delete', { id: 'id' in said ? said.id : 0 })
  lesson.teacher('control', { cmd: 'ban', uid: 'gone' })
  lesson.quiz('end')
  lesson.wait(60_000)
  lesson.teacher('control', { cmd: 'end' })
  return pending(lesson.state.outbox, 1_000)
}
