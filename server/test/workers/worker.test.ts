import t from 'tap'
import { until } from '../helper.ts'
import { isAlive, start } from './server.ts'

t.test('when the primary is killed its workers end', async t => {
  const { child, workers } = await start(t)
  const all = workers()
  t.equal(all.length, 2)
  child.kill('SIGKILL')
  await until(() => !all.some(isAlive))
})
