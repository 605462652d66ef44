import t from 'tap'
import { FrameTooLargeError, LogFullError, TopicError } from 'socket.io-kafka-adapter'
import { errorCodes } from '../protocol/result.ts'
import { AppError, toAppError } from '../src/errors.ts'

t.test('every code has a status, and says whether to try again', async t => {
  for (const code of errorCodes) {
    const error = new AppError(code, 'text')
    t.ok(error.statusCode >= 400 && error.statusCode < 600, code)
    t.strictSame(error.toProblem(), { code, message: 'text', retryable: code === 'RATE_LIMIT' || code === 'UNAVAILABLE' })
  }
})

t.test('what clients may know of other errors', async t => {
  const own = new AppError('FULL', 'no seat')
  t.equal(toAppError(own), own)
  t.match(toAppError(new FrameTooLargeError('of 5 MB')), { code: 'TOO_LARGE', statusCode: 413 })
  t.match(toAppError(new LogFullError('queue')), { code: 'UNAVAILABLE', statusCode: 503, retryable: true })
  const bug = new Error('password is 1234')
  t.match(toAppError(bug), { code: 'UNAVAILABLE', statusCode: 500, cause: bug })
  for (const error of [bug, new TopicError('secret topic')]) t.notMatch(toAppError(error).message, /password|secret/)
})
