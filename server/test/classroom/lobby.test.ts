import t from 'tap'
import { lobbyEntry } from '../../src/classroom/index.ts'
import { codeOf, createLesson } from './lesson.ts'

t.test('a class in the lobby', async (t) => {
  const lesson = createLesson()
  t.equal(lobbyEntry(lesson.state), undefined)
  lesson.system('class:open', { title: 'Science', capacity: 30, password: 'hash', owner: 't' })
  const createdAt = lesson.at
  lesson.wait(1_000)
  lesson.join('t', 'TE')
  t.equal(codeOf(lesson.join('a')), 'WRONG_PASSWORD')
  lesson.system('password:try', { uid: 'a', right: true })
  lesson.join('a')
  t.same(lobbyEntry(lesson.state), { classCode: '3-2', title: 'Science', capacity: 30, locked: true, online: 1, createdAt, owner: 't' })
})
