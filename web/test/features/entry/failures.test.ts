import t from 'tap'
import { failureOf } from '../../../src/features/entry/failures.ts'

t.test('every code has a reason, and a way on where there is one', async t => {
  t.match(failureOf('FULL'), { reason: 'full', retry: true })
  t.match(failureOf('FORBIDDEN'), { reason: 'forbidden', retry: false })
  t.match(failureOf('BANNED'), { reason: 'banned', retry: true }, 'the teacher may let them in again')
  t.match(failureOf('ELSEWHERE'), { reason: 'elsewhere', retry: true }, 'to go on in this window')
  t.match(failureOf('NOT_FOUND'), { reason: 'notFound', retry: false })
  t.match(failureOf('NOT_FOUND', 'userName'), { reason: 'badLink' }, 'what is missing is the link, not the class')
  t.match(failureOf('SOMETHING_NEW'), { reason: 'busy', retry: true })
})
