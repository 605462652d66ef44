import t from 'tap'
import { keysOf } from '../../../../server/src/auth/keys.ts'
import { serve } from '../../../../server/test/helper.ts'
import { runAnswers, toAnswersTable } from '../../../lib/loadtest/answers.ts'

const [key] = keysOf('')
const load = { classes: 2, students: 3, duration: 1, key }

t.test('classes answer one question after the other, and every confirmed answer is counted', async t => {
  const { url } = await serve(t, { EVENTS_PER_SECOND: '10000' })
  const result = await runAnswers({ ...load, urls: [url] })
  t.ok(result.answers > load.classes * load.students)
  t.equal(result.answers % load.students, 0)
  t.equal(result.refused, 0)
  t.equal(result.answer.count, result.answers)
  t.match(toAnswersTable(result), /^answers +[\d,]+ +[\d,.]+ per s\n +refused +0\nconfirmed after +p50 [\d.]+ ms/)
})

t.test('a server that allows fewer events than that is told apart from a slow one', async t => {
  const { url } = await serve(t, { EVENTS_PER_SECOND: '5' })
  await t.rejects(runAnswers({ ...load, urls: [url] }), { message: 'a class did not take skip: at most 5 events per second' })
})
