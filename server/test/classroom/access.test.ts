import t from 'tap'
import { codeOf, createLesson } from './lesson.ts'

t.test('a launch is used once, and forgotten when it has expired', async (t) => {
  const lesson = createLesson()
  const use = (jti: string) => codeOf(lesson.system('launch:use', { jti, until: lesson.at + 60_000 }))
  t.equal(use('one'), 'ok')
  t.equal(use('one'), 'FORBIDDEN')
  t.equal(use('constructor'), 'ok')
  t.equal(use('__proto__'), 'ok')
  t.equal(use('__proto__'), 'FORBIDDEN')
  lesson.wait(60_001)
  t.equal(use('other'), 'ok')
  t.equal(Object.keys(lesson.state.access.launches).length, 1)
})

t.test('five wrong passwords a minute, for one person', async (t) => {
  const lesson = createLesson()
  const attempt = (uid: string, right: boolean) => {
    const result = lesson.system('password:try', { uid, right })
    return result.ok && (result as { verdict?: string }).verdict
  }
  for (let times = 0; times < 5; times++) {
    t.equal(attempt('a', false), 'WRONG_PASSWORD')
    lesson.wait(1_000)
  }
  t.equal(attempt('a', false), 'RATE_LIMIT')
  t.equal(attempt('a', true), 'RATE_LIMIT', 'even the right one')
  t.equal(attempt('b', true), 'right', 'nobody else is locked out')
  t.equal(attempt('b', false), 'WRONG_PASSWORD')
  lesson.wait(55_001)
  t.equal(attempt('a', true), 'right', 'a minute after the first')
})
