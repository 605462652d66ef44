import t from 'tap'
import { createTokenBucket } from '../../src/sockets/token-bucket.ts'

t.test('a burst, then so many per second', async t => {
  let time = 0
  const mayPass = createTokenBucket(20, () => time)
  const passed = (tries: number) => Array.from({ length: tries }, () => mayPass()).filter(Boolean).length
  t.equal(passed(30), 20)
  time += 250
  t.equal(passed(30), 5)
  time += 60_000
  t.equal(passed(30), 20, 'what is not used does not pile up')
})
